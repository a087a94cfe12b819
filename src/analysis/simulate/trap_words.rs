//! What each trap is, in words: its name, the fault, its two readings, what is
//! counted, and who has described it.

use super::trap::Trap;

pub(super) struct TrapWords {
    pub name: &'static str,
    /// What goes wrong, in one sentence.
    pub fault: &'static str,
    pub wrong: &'static str,
    pub right: &'static str,
    pub counted: &'static str,
    pub reference: &'static str,
}

const SIGNIFICANT: &str = "significant";
const HOLDS: &str = "interval holds the truth";

pub(super) fn words(trap: Trap) -> TrapWords {
    match trap {
        Trap::BestThreshold => TrapWords {
            name: "Hunting the best threshold",
            fault: "A marker without any meaning looks significant at its best cut, because the \
                    best of many cuts was chosen by the very result that is then tested.",
            wrong: "p of the best cut, as if it were the only one",
            right: "p allowed for the search",
            counted: SIGNIFICANT,
            reference: "Altman, Lausen, Sauerbrei & Schumacher 1994, J Natl Cancer Inst 86:829",
        },
        Trap::ImmortalTime => TrapWords {
            name: "Immortal time",
            fault: "Only who lives until surgery can be called a responder, so responders are \
                    given months in which they could not die.",
            wrong: "hazard ratio from diagnosis, grouped by the response at surgery",
            right: "hazard ratio from surgery, of those who reached it",
            counted: SIGNIFICANT,
            reference: "Anderson, Cain & Gelber 1983, J Clin Oncol 1:710",
        },
        Trap::CompetingAsCensored => TrapWords {
            name: "1 − Kaplan–Meier with competing events",
            fault: "Taking a competing event for a censoring supposes that its patients could \
                    still have the event, so 1 − Kaplan–Meier says more than ever happens.",
            wrong: "1 − Kaplan–Meier at 24 months",
            right: "cumulative incidence at 24 months",
            counted: HOLDS,
            reference: "Gooley, Leisenring, Crowley & Storer 1999, Stat Med 18:695",
        },
        Trap::Dichotomised => TrapWords {
            name: "Cutting a marker in two",
            fault: "Two halves know nothing of who lies far above or just above the middle: the \
                    test loses what a third of the patients would have given.",
            wrong: "log-rank between the halves",
            right: "Cox regression on the marker itself",
            counted: SIGNIFICANT,
            reference: "Royston, Altman & Sauerbrei 2006, Stat Med 25:127",
        },
        Trap::InformativeCensoring => TrapWords {
            name: "Leaving before the event",
            fault: "Patients who leave because they are getting worse are counted as if they were \
                    like those who stay, so the curve stays too high.",
            wrong: "Kaplan–Meier at 24 months, those who left as censored",
            right: "Kaplan–Meier at 24 months, with their events found out",
            counted: HOLDS,
            reference: "Leung, Elashoff & Afifi 1997, Annu Rev Public Health 18:83",
        },
        Trap::ManyTests => TrapWords {
            name: "Many endpoints, many markers",
            fault: "Every test has its own chance of a false alarm; of many tests one will sound.",
            wrong: "smallest p of markers against three endpoints",
            right: "the same, allowed for their number (Holm)",
            counted: SIGNIFICANT,
            reference: "Holm 1979, Scand J Stat 6:65",
        },
        Trap::BaselineCoupling => TrapWords {
            name: "A change against where it began",
            fault: "Change is after minus before, so it goes against before by arithmetic alone.",
            wrong: "ρ of change with before",
            right: "ρ of after with before",
            counted: SIGNIFICANT,
            reference: "Oldham 1962, J Chronic Dis 15:969",
        },
        Trap::DifferenceOfSignificance => TrapWords {
            name: "Significant against not significant",
            fault: "Two correlations that are truly equal often fall on either side of 0.05; that \
                    one is significant and the other not is no test of their difference.",
            wrong: "one is significant, the other is not",
            right: "Williams's test of their difference",
            counted: "a difference is declared",
            reference: "Gelman & Stern 2006, Am Stat 60:328",
        },
        Trap::AbsenceOfEvidence => TrapWords {
            name: "Absence of evidence",
            fault: "A small study misses a real difference most of the time; not significant is \
                    then read as no difference.",
            wrong: "not significant, so “no difference”",
            right: "the interval excludes the true ratio",
            counted: "the real difference is denied",
            reference: "Altman & Bland 1995, BMJ 311:485",
        },
        Trap::Ties => TrapWords {
            name: "Ties, and the formula without them",
            fault: "1 − 6Σd²/(n³ − n) is ρ only without ties; in gradings where most patients \
                    share a grade it finds agreement that is not there.",
            wrong: "ρ by the formula without ties",
            right: "ρ of midranks",
            counted: SIGNIFICANT,
            reference: "Kendall 1945, Biometrika 33:239",
        },
        Trap::SwappedCoding => TrapWords {
            name: "Event and censoring swapped",
            fault: "With 0 and 1 the wrong way round the curve shows when follow-up ended, and the \
                    difference between the groups is lost or turned about.",
            wrong: "hazard ratio with censorings as events",
            right: "hazard ratio with the right coding",
            counted: SIGNIFICANT,
            reference: "Therneau & Grambsch 2000, Modeling Survival Data, ch. 3",
        },
    }
}
