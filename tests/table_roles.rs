//! What is proposed for a table: roles, event codings in six languages, missing
//! codes, identifiers. Proposed, not applied.

use gradus::table::*;
use gradus::value::TimeUnit;

fn proposal(text: &str) -> Proposal {
    propose(&open(text, &ReadOptions::default()).table)
}

/// A table with a time and these event values, each twice.
fn with_events(name: &str, values: &[&str]) -> Proposal {
    let mut text = format!("id\ttime\t{name}\n");
    for (row, value) in values.iter().cycle().take(values.len() * 2).enumerate() {
        text.push_str(&format!("P{row}\t{}\t{value}\n", row + 1));
    }
    proposal(&text)
}

fn lists(proposal: &Proposal) -> (Vec<&str>, Vec<&str>, Vec<&str>) {
    let event = proposal.events.first().expect("an event column");
    assert!(event.needs_confirmation);
    let texts = |list: &'static str| -> Vec<&str> {
        let coding = &event.coding;
        let list = match list {
            "event" => &coding.event,
            "censored" => &coding.censored,
            _ => &coding.competing,
        };
        list.iter().map(String::as_str).collect()
    };
    (texts("event"), texts("censored"), texts("competing"))
}

#[test]
fn dead_and_alive_in_six_languages() {
    for [dead, alive] in [
        ["dead", "alive"],
        ["DECEASED", "LIVING"],
        ["verstorben", "lebt"],
        ["tot", "lebend"],
        ["décédé", "vivant"],
        ["fallecido", "vivo"],
        ["deceduto", "vivo"],
        ["falecido", "vivo"],
        ["óbito", "vivo"],
    ] {
        let proposal = with_events("outcome", &[alive, dead]);
        assert_eq!(lists(&proposal), (vec![dead], vec![alive], vec![]), "{dead}");
    }
}

#[test]
fn customs_of_numbers() {
    let zero_one = with_events("status", &["0", "1"]);
    assert_eq!(lists(&zero_one), (vec!["1"], vec!["0"], vec![]));
    let customs: Vec<_> = zero_one.events[0].customs.iter().map(|c| c.code).collect();
    assert_eq!(customs, ["0_censored_1_event", "cnsr"]);
    assert_eq!(lists(&with_events("status", &["1", "2"])), (vec!["2"], vec!["1"], vec![]));
    assert_eq!(lists(&with_events("status", &["0", "1", "2"])), (vec!["1"], vec!["0"], vec!["2"]));
    // CDISC: CNSR 0 is the event, 1 and more kinds of censoring.
    assert_eq!(lists(&with_events("CNSR", &["0", "1", "2"])), (vec!["0"], vec!["1", "2"], vec![]));
    assert_eq!(
        lists(&with_events("OS_STATUS", &["1:DECEASED", "0:LIVING"])),
        (vec!["1:DECEASED"], vec!["0:LIVING"], vec![])
    );
}

#[test]
fn an_event_code_of_2_is_not_silently_the_event() {
    // cnsplots issue 126.
    let proposal = with_events("status", &["0", "1", "2", "3"]);
    let event = &proposal.events[0];
    assert!(event.customs.is_empty());
    assert!(event.coding.event.is_empty());
    assert_eq!(event.values.len(), 4);
}

#[test]
fn disease_status_knows_competing_deaths() {
    let proposal = with_events("status", &["DOD", "DOC", "AWD", "NED"]);
    assert_eq!(lists(&proposal), (vec!["DOD"], vec!["AWD", "NED"], vec!["DOC"]));
}

#[test]
fn yes_no_and_true_false() {
    assert_eq!(lists(&with_events("Rezidiv", &["ja", "nein"])), (vec!["ja"], vec!["nein"], vec![]));
    assert_eq!(
        lists(&with_events("status", &["FALSCH", "WAHR"])),
        (vec!["WAHR"], vec!["FALSCH"], vec![])
    );
    assert_eq!(
        lists(&with_events("event", &["TRUE", "FALSE"])),
        (vec!["TRUE"], vec!["FALSE"], vec![])
    );
}

#[test]
fn missing_codes_are_proposed_and_not_in_the_mapping() {
    let proposal =
        proposal("id,age,stage\nA,50,II\nB,NA,unknown\nC,61,III\nD,999,II\nE,NA,n/a\nF,44,III\n");
    assert!(proposal.mapping.missing.is_empty());
    let found: Vec<_> = proposal
        .missing
        .iter()
        .map(|m| (m.column.as_str(), m.code.as_str(), m.count, m.rows.clone()))
        .collect();
    assert_eq!(
        found,
        [
            ("age", "NA", 2, vec![3, 6]),
            ("age", "999", 1, vec![5]),
            ("stage", "unknown", 1, vec![3]),
            ("stage", "n/a", 1, vec![6])
        ]
    );
}

#[test]
fn names_birth_dates_and_numbers_are_flagged_and_can_be_dropped() {
    let text = "Name,Geburtsdatum,MRN,age,contact\nSmith,01.02.1950,12345,70,a@b.org\nJones,03.04.1960,12346,60,c@d.org\nMeyer,25.06.1971,12347,49,e@f.org\n";
    let flags: Vec<_> =
        proposal(text).identifiers.into_iter().map(|flag| (flag.column, flag.kind)).collect();
    assert_eq!(
        flags,
        [
            ("Name".into(), IdentifierKind::Name),
            ("Geburtsdatum".into(), IdentifierKind::BirthDate),
            ("MRN".into(), IdentifierKind::RecordNumber),
            ("contact".into(), IdentifierKind::Contact)
        ]
    );
    let drop = ["Name", "Geburtsdatum", "MRN", "contact"].map(String::from).to_vec();
    let opened = open(text, &ReadOptions { drop, ..ReadOptions::default() });
    let names: Vec<_> = opened.table.columns().iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["age"]);
    assert_eq!(opened.table.row_texts(1), ["60"]);
    assert_eq!(opened.table.text(1, 0), "60");
}

#[test]
fn persons_are_known_by_their_names() {
    let flags = proposal("x,y\n\"Smith, John\",1\n\"Müller, Eva\",2\nAnna Lopez,3\n").identifiers;
    assert_eq!((flags[0].column.as_str(), flags[0].kind), ("x", IdentifierKind::Name));
}

#[test]
fn roles_in_german() {
    let p = proposal(
        "Pat-Nr;MRT_prä;MRT_post;Histologie_Nekrose;Überlebenszeit_Monate;verstorben\n\
         1;<5%;25-50%;75-95%;12,5;ja\n2;5-25%;50-75%;>95%;30;nein\n3;<5%;<5%;5-25%;7;ja\n",
    );
    assert_eq!(p.mapping.id.as_deref(), Some("Pat-Nr"));
    let grades: Vec<_> =
        p.mapping.grades.iter().map(|g| (g.column.as_str(), format!("{:?}", g.role))).collect();
    assert_eq!(
        grades,
        [
            ("MRT_prä", "Pre".into()),
            ("MRT_post", "Post".into()),
            ("Histologie_Nekrose", "Pathology".into())
        ]
    );
    let endpoint = &p.mapping.endpoints[0];
    assert_eq!(
        (endpoint.time.as_str(), endpoint.event.as_str()),
        ("Überlebenszeit_Monate", "verstorben")
    );
    assert_eq!((endpoint.name.as_str(), endpoint.unit), ("Overall survival", TimeUnit::Months));
}

#[test]
fn endpoints_by_their_short_names() {
    let p = proposal(
        "sample,OS,OS.time,PFS,PFS.time\nA,1,100,1,50\nB,0,400,0,400\nC,1,250,0,250\nD,0,301,1,90\nE,0,301,1,90\n",
    );
    let pairs: Vec<_> = p
        .mapping
        .endpoints
        .iter()
        .map(|e| (e.name.as_str(), e.time.as_str(), e.event.as_str(), e.unit))
        .collect();
    assert_eq!(
        pairs,
        [
            ("Overall survival", "OS.time", "OS", TimeUnit::Days),
            ("Progression-free survival", "PFS.time", "PFS", TimeUnit::Days)
        ]
    );
}

#[test]
fn endpoints_from_dates_are_offered() {
    let p = proposal(
        "id,surgery date,date of death,last contact,relapse date\nA,2020-01-01,2020-02-01,2020-02-01,\nB,2020-01-01,,2021-02-01,2020-03-04\n",
    );
    let json = serde_json::to_value(&p.derived).unwrap();
    assert_eq!(json[0]["name"], "Overall survival");
    assert_eq!(json[0]["start"], "surgery date");
    assert_eq!(json[0]["events"], serde_json::json!(["date of death"]));
    assert_eq!(json[1]["events"], serde_json::json!(["relapse date", "date of death"]));
    assert_eq!(json[1]["last_contact"], serde_json::json!(["last contact"]));
}

#[test]
fn names_of_patients_are_no_groups() {
    let groups = |who: &str| proposal(who).mapping.groups;
    assert_eq!(groups("who,x\nAda,1.5\nBea,2.5\nCyd,3.5\n"), Vec::<String>::new());
    assert_eq!(groups("who,x\nAda,1.5\nBea,2.5\nAda,3.5\n"), ["who"]);
    // A blank cell is no second patient of the same name.
    assert_eq!(groups("arm,x\nA,1.5\nB,2.5\n,3.5\n"), Vec::<String>::new());
}
