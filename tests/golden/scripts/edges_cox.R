# Cox regression by coxph to the last digit, its readings, and Firth's fit of one coefficient.

tight <- coxph.control(eps = 1e-13, toler.chol = 1e-14, iter.max = 100)
fit_values <- function(f) {
  b <- coef(f); V <- vcov(f); se <- sqrt(diag(V)); z <- b / se
  w <- as.numeric(b %*% solve(V, b)); lr <- 2 * diff(f$loglik); k <- length(b)
  list(n = f$n, n_event = f$nevent, coef = I(as.numeric(b)), hr = I(as.numeric(exp(b))), se = I(as.numeric(se)), z = I(as.numeric(z)), p = I(as.numeric(2 * pnorm(abs(z), lower.tail = FALSE))),
    hr_lower95 = I(as.numeric(exp(b - Z * se))), hr_upper95 = I(as.numeric(exp(b + Z * se))), hr_lower90 = I(as.numeric(exp(b - qnorm(.95) * se))), hr_upper90 = I(as.numeric(exp(b + qnorm(.95) * se))),
    vcov = I(as.vector(t(V))), loglik_null = f$loglik[1], loglik = f$loglik[2], lr_chisq = lr, wald_chisq = w, score_chisq = f$score, df = k,
    lr_p = pchisq(lr, k, lower.tail = FALSE), wald_p = pchisq(w, k, lower.tail = FALSE), score_p = pchisq(f$score, k, lower.tail = FALSE), aic = 2 * k - 2 * f$loglik[2])
}
cox_records <- function(name, d, right, label, ties, delayed) {
  left <- if (delayed) "Surv(entry, exit, event)" else "Surv(time, event)"
  f <- coxph(as.formula(paste(left, "~", right)), d, ties = ties, control = tight)
  if (ties == "exact" && delayed) class(f) <- "coxph"
  if (any(is.na(coef(f))) || any(abs(coef(f)) > 12) || any(diag(vcov(f)) <= 0)) return(invisible())
  label <- paste0(if (delayed) "delayed:", label); args <- list(rows = "", formula = paste(left, "~", right), ties = ties); full <- paste0(label, ";", ties)
  kept("cox.fit", name, full, args, fit_values(f), "coxph(eps = 1e-13)")
  if (ties == "exact") return(invisible())
  zero <- basehaz(f, centered = FALSE); mean <- basehaz(f, centered = TRUE)
  kept("cox.baseline", name, full, args, c(list(time = I(zero$time), hazard0 = I(zero$hazard), hazard_mean = I(mean$hazard), means = I(as.numeric(f$means))),
    if (!is.null(zero$strata)) list(strata = I(as.character(zero$strata)))), "basehaz")
  tests <- list()
  for (scale in c("km", "identity", "rank", "log")) {
    if (scale == "log" && any(d$time == 0)) next
    z <- cox.zph(f, transform = scale, terms = FALSE)$table
    tests[[paste0(scale, "_chisq")]] <- I(z[, 1]); tests[[paste0(scale, "_df")]] <- I(z[, 2]); tests[[paste0(scale, "_p")]] <- I(z[, 3])
  }
  kept("cox.zph", name, full, args, tests, "cox.zph(terms = FALSE)")
  rows <- function(x) I(as.vector(t(x)))
  if (is.null(zero$strata)) {
    r <- function(type) residuals(f, type)
    kept("cox.residuals", name, full, args, list(martingale = I(as.numeric(r("martingale"))), deviance = I(as.numeric(r("deviance"))), schoenfeld = rows(r("schoenfeld")),
      schoenfeld_time = I(sort(d$time[d$event == 1])), scaled_schoenfeld = rows(r("scaledsch")), score = rows(r("score")), dfbeta = rows(r("dfbeta")), linear_predictor = I(as.numeric(f$linear.predictors))), "residuals")
    times <- sort(unique(d$time[d$event == 1]))
    covariates <- trimws(strsplit(right, "\\+")[[1]])
    at <- lapply(covariates, function(v) if (is.character(d[[v]])) sort(unique(d[[v]]))[c(1, 2)] else c(1, 3)); names(at) <- covariates
    s <- summary(survfit(f, newdata = as.data.frame(at), conf.type = "log"), times = times, extend = TRUE)
    predict <- vapply(covariates, function(v) if (is.character(d[[v]])) c(0, 1) else c(1, 3), c(0, 0))
    gone <- s$surv == 0
    if (!is.character(d[[covariates[1]]]) || length(unique(d$group)) == 2)
      kept("cox.survival", name, full, c(args, list(predict = I(as.vector(t(predict))))), list(times = I(times), surv = rows(s$surv), se = I(as.vector(t(ifelse(gone, NA, s$std.err)))),
        lower = I(as.vector(t(ifelse(gone, NA, s$lower)))), upper = I(as.vector(t(ifelse(gone, NA, s$upper))))), "summary(survfit(f, newdata, conf.type = 'log'), times)")
  }
  if (ties == "efron") {
    k <- concordance(f); count <- colSums(rbind(k$count))
    kept("cox.concordance", name, label, args, list(concordance = as.numeric(k$concordance), se = sqrt(as.numeric(k$var)), concordant = count[[1]], counts = I(as.numeric(count))), "concordance(f)")
  }
}

# One coefficient: U + I'/(2 I) = 0; I' is minus the sum of third central moments, risk set by risk set.
firth_one <- function(d, x, ties) {
  y <- unclass(aeqSurv(Surv(d$time, d$event))); time <- y[, 1]; event <- y[, 2]
  at <- function(b) {
    r <- exp(b * x); L <- U <- I <- third <- 0
    for (t in sort(unique(time[event == 1]))) {
      risk <- time >= t; dead <- time == t & event == 1; m <- sum(dead)
      L <- L + b * sum(x[dead]); U <- U + sum(x[dead])
      for (j in seq_len(m) - 1) {
        w <- r * risk - if (ties == "efron") r * dead * j / m else 0
        p <- w / sum(w); mean <- sum(p * x); L <- L - log(sum(w)); U <- U - mean; I <- I + sum(p * (x - mean)^2); third <- third + sum(p * (x - mean)^3)
      }
    }
    c(L + log(I) / 2, U + third / (2 * I), I)
  }
  root <- function(f, lower, upper) uniroot(f, c(lower, upper), tol = 1e-13)$root
  b <- root(function(b) at(b)[2], -8, 8); top <- at(b)[1]; null <- at(0)[1]; se <- 1 / sqrt(at(b)[3])
  drop <- function(v) 2 * (top - at(v)[1]) - qchisq(0.95, 1)
  lr <- 2 * (top - null)
  list(coef = I(b), hr = I(exp(b)), se = I(se), hr_wald_lower95 = I(exp(b - Z * se)), hr_wald_upper95 = I(exp(b + Z * se)), coef_pl_lower95 = I(root(drop, b - 15, b)), coef_pl_upper95 = I(root(drop, b, b + 15)),
    p_plr = I(pchisq(lr, 1, lower.tail = FALSE)), ploglik = top, ploglik_null = null, lr_chisq = lr, lr_p = pchisq(lr, 1, lower.tail = FALSE))
}

edge_cox <- function(name, d) {
  delayed <- "entry" %in% names(d)
  if (!any(d$event == 1) || name == "edge_once") return(invisible())
  for (ties in c("breslow", "efron", "exact")) for (right in c("group", "x", "group + x", "x + strata(stratum)")) {
    try(cox_records(name, d, right, gsub(" ", "", right), ties, delayed), silent = TRUE)
  }
  if (delayed || length(unique(d$group)) != 2) return(invisible())
  second <- as.numeric(d$group == sort(unique(d$group))[2])
  for (ties in c("breslow", "efron")) for (right in c("group", "x")) {
    found <- try(firth_one(d, if (right == "group") second else d$x, ties), silent = TRUE)
    if (!inherits(found, "try-error")) kept("cox.firth", name, paste0(right, ";", ties), list(ties = ties), found, "firth_one")
  }
  if (name == "edge_none") for (ties in c("breslow", "efron")) {
    f <- coxph(Surv(time, event) ~ group, d, ties = ties, control = coxph.control(eps = 1e-11, iter.max = 60))
    kept("cox.monotone", name, paste0("group;", ties), list(ties = ties), list(loglik_null = f$loglik[1], score_chisq = f$score, diverges = TRUE, direction = if (coef(f) > 0) "Inf" else "-Inf"), "coxph")
  }
}

many_cox <- function(name, d) for (ties in c("breslow", "efron")) {
  for (model in list(list("group + x", FALSE), list("x + strata(stratum)", FALSE), list("group + x", TRUE))) {
    delayed <- model[[2]]; left <- if (delayed) "Surv(entry, exit, event)" else "Surv(time, event)"
    f <- coxph(as.formula(paste(left, "~", model[[1]])), d, ties = ties, control = tight)
    label <- paste0(if (delayed) "delayed:", gsub(" ", "", model[[1]]))
    args <- list(rows = "", formula = paste(left, "~", model[[1]]), ties = ties)
    kept("cox.fit", name, paste0(label, ";", ties), args, fit_values(f), "coxph(eps = 1e-13)")
    if (ties == "efron" && label == "group+x") {
      k <- concordance(f)
      kept("cox.concordance", name, label, args, list(concordance = as.numeric(k$concordance), se = sqrt(as.numeric(k$var)), concordant = k$count[[1]], counts = I(as.numeric(k$count))), "concordance(f)")
    }
  }
}
