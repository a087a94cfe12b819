//! How curves, limits and tests were made, for a methods paragraph.

use super::method::Method;
use super::survival::SurvivalRequest;
use crate::survival::band::BandKind;
use crate::survival::limits::Transform;

pub(super) fn method(request: &SurvivalRequest) -> Method {
    let mut details = vec![
        "Survival by Kaplan–Meier with Greenwood standard errors; a patient censored at the time of \
         an event is still at risk."
            .to_owned(),
        "Times closer than 1.5e-8 (absolutely, or relative to their mean) are one time.".to_owned(),
    ];
    for limits in &request.limits {
        let (level, name) = (limits.level * 100.0, limits.transform.name());
        details.push(match limits.transform {
            Transform::BetaProduct => format!(
                "{level} % pointwise limits by the {name}, matched by moments (Fay, Brittain & \
                 Proschan 2013)."
            ),
            _ => format!("{level} % pointwise limits on the {name} scale."),
        });
    }
    details.push(
        "Quantiles: the first time at which survival is at most 1 − p, the middle of the interval \
         where it equals 1 − p; limits by inverting the pointwise limits (Brookmeyer & Crowley)."
            .to_owned(),
    );
    if let Some(landmark) = request.landmark {
        details.push(format!(
            "Landmark analysis: patients followed beyond {landmark}, time counted from there."
        ));
    }
    for band in &request.bands {
        let name = match band.kind {
            BandKind::HallWellner => "Hall and Wellner",
            BandKind::EqualPrecision => "equal precision (Nair)",
        };
        details.push(format!(
            "{} % simultaneous band of {name} on the {} scale, critical values computed for the \
             very ends of the band.",
            band.level * 100.0,
            band.transform.name()
        ));
    }
    if request.censoring {
        details.push(
            "Censoring compared by the log-rank test with censorings in the place of events."
                .to_owned(),
        );
    }
    details.push("Follow-up by reverse Kaplan–Meier.".to_owned());
    Method {
        name: "Kaplan–Meier estimate, log-rank test".to_owned(),
        details,
        references: vec![
            "Kaplan & Meier 1958, J Am Stat Assoc 53:457".to_owned(),
            "Greenwood 1926, Reports on Public Health and Medical Subjects 33".to_owned(),
            "Brookmeyer & Crowley 1982, Biometrics 38:29".to_owned(),
            "Schemper & Smith 1996, Control Clin Trials 17:343".to_owned(),
            "Mantel 1966, Cancer Chemother Rep 50:163".to_owned(),
        ],
        r_call: None,
    }
}
