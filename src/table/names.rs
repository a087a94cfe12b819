//! What a column's name says, in English, German, French, Spanish, Italian and
//! Portuguese.

use crate::compact::Gather;

/// A name taken apart into lower-case words: at marks, at changes from small to
/// capital letters, and before the endings people glue on (`pfstime`, `fustat`).
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut previous_small = false;
    for c in name.chars() {
        let ends = !c.is_alphanumeric() || (c.is_uppercase() && previous_small);
        if ends && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        previous_small = c.is_lowercase();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words.into_iter().flat_map(unglued).gather()
}

fn unglued(word: String) -> Vec<String> {
    const ENDINGS: [&str; 10] =
        ["time", "status", "stat", "event", "months", "month", "days", "years", "zeit", "date"];
    const STARTS: [&str; 12] =
        ["fu", "os", "pfs", "dfs", "rfs", "efs", "dss", "lrfs", "mfs", "dmfs", "surv", "css"];
    for ending in ENDINGS {
        if let Some(start) = word.strip_suffix(ending)
            && STARTS.contains(&start)
        {
            return vec![start.to_owned(), ending.to_owned()];
        }
    }
    vec![word]
}

/// Whether one of the words is in a list of words, given as one text.
#[inline(never)]
pub(super) fn has(words: &[String], known: &str) -> bool {
    words.iter().any(|word| is_in(word, known))
}

#[inline(never)]
pub(super) fn is_in(word: &str, known: &str) -> bool {
    known.split(' ').any(|one| one == word)
}

pub(super) const EVENT: &str = "event events status stat ereignis evento evenement événement etat état estado stato \
    esito cens censor censored censoring cnsr zensiert zensur censure censura died dead \
    death deceased tot tod verstorben deces décès décédé mort muerte muerto exitus morte \
    decesso morto obito óbito vital relapse relapsed recurrence recurred progression \
    progressed rezidiv progress rechute recidive récidive recidiva progresion progresión \
    progressione progressao progressão outcome delta d";

pub(super) const TIME: &str = "time months month mo mos days day weeks week years year yrs duration followup fu \
    survival surv monate monaten tage tagen wochen jahre jahren zeit dauer nachbeobachtung \
    überleben ueberleben überlebenszeit mois jours semaines annees années temps duree durée \
    suivi survie meses dias días semanas años anos tiempo duracion duración seguimiento \
    supervivencia mesi giorni settimane anni tempo durata sopravvivenza duração duracao \
    seguimento sobrevida futime";

/// Short names of endpoints and what they stand for.
pub(super) const ENDPOINTS: &[(&str, &str)] = &[
    ("os", "Overall survival"),
    ("pfs", "Progression-free survival"),
    ("dfs", "Disease-free survival"),
    ("rfs", "Relapse-free survival"),
    ("efs", "Event-free survival"),
    ("dss", "Disease-specific survival"),
    ("css", "Cancer-specific survival"),
    ("lrfs", "Local-recurrence-free survival"),
    ("lrf", "Local-recurrence-free survival"),
    ("lc", "Local control"),
    ("mfs", "Metastasis-free survival"),
    ("dmfs", "Distant-metastasis-free survival"),
    ("ttp", "Time to progression"),
    ("gü", "Overall survival"),
    ("sg", "Overall survival"),
    ("ssp", "Progression-free survival"),
];

pub(super) fn names_an_event(name: &str) -> bool {
    has(&words(name), EVENT)
}

pub(super) fn names_a_time(name: &str) -> bool {
    has(&words(name), TIME)
}

/// What is left of a name without its time, event and unit words.
pub(super) fn stem(name: &str) -> String {
    let mut words = words(name);
    words.retain(|word| {
        let word = word.as_str();
        !is_in(word, TIME) && !is_in(word, EVENT) && !is_in(word, "in to of is the")
    });
    words.join(" ")
}

/// The endpoint a name belongs to, written out.
pub(super) fn endpoint(stem: &str) -> Option<&'static str> {
    let known = |word: &str| ENDPOINTS.iter().find(|(short, _)| *short == word);
    stem.split(' ').find_map(known).map(|(_, long)| *long)
}

pub(super) const PATHOLOGY: &str = "path patho pathology pathological pathologic histo histology histological pathologie \
    pathologisch histologie histologisch resection specimen resektat anatomopathologie \
    patologia patología patológica istologia istologico histologia histología surgery op \
    huvos";
pub(super) const PRE: &str = "pre before baseline initial vor prä prae avant antes prima basal basale pretherapy \
    pretreatment prenact t0";
pub(super) const POST: &str = "post after nach preop restaging apres après despues después dopo depois posttherapy \
    posttreatment postnact t1";
pub(super) const NECROSIS: &str =
    "necrosis necrotic nekrose nekrosegrad necrose nécrose necrosi huvos tn";
pub(super) const VIABLE: &str =
    "viable vital vitales residual vitaler viables vitale vitali viaveis viáveis";
pub(super) const IMAGING: &str = "mri mr mrt irm rm rmn ct pet imaging bildgebung radiology reader";
pub(super) const GROUP: &str = "group arm treatment treat trt rx therapy sex gender stage site center centre gruppe \
    therapie behandlung geschlecht stadium zentrum groupe bras traitement sexe stade grupo \
    brazo tratamiento sexo estadio gruppo braccio trattamento sesso stadio braço tratamento \
    estadiamento cohort histology margin margins grade grading subtype type race ethnicity \
    risk";
pub(super) const START: &str = "start begin diagnosis dx diagnose diagnostic diagnostico diagnóstico diagnosi surgery op \
    operation baseline enrolment enrollment inclusion randomisation randomization \
    erstdiagnose beginn debut début chirurgie cirugia cirugía cirurgia intervento inizio \
    inicio início entry";
pub(super) const LAST: &str = "last contact followup fu lfu seen letzter letzte kontakt derniere dernière ultimo último \
    ultima última suivi seguimiento seguimento nachsorge";
pub(super) const DEATH: &str = "dead tot verstorben décédé muerto morto vital death died deceased dod tod todesdatum \
    sterbedatum deces décès muerte exitus fallecimiento morte decesso obito óbito";
pub(super) const RELAPSE: &str = "progression relapse recurrence rezidiv progress progresion progresión progressione \
    progressão recidive récidive recidiva rechute event";
