# Kaplan-Meier and Nelson-Aalen curves, limits, quantiles, follow-up and restricted means.

TYPES <- c("plain", "log", "log-log", "arcsin", "logit")
surv_of <- function(d, delayed) if (delayed) Surv(d$entry, d$exit, d$event) else Surv(d$time, d$event)
limit_names <- function(levels) as.vector(t(outer(TYPES, levels, function(t, l) paste0(t, "_", round(100 * l)))))

curve_records <- function(name, d, label, args, delayed) {
  y <- surv_of(d, delayed)
  f <- survfit(y ~ 1)
  kept("km.curve", name, label, args, list(time = I(f$time), n_risk = I(f$n.risk), n_event = I(f$n.event), n_censor = I(f$n.censor), surv = I(f$surv),
    se = I(ifelse(f$surv == 0, NA, f$surv * f$std.err)), cumhaz_na = I(f$cumhaz), se_cumhaz_na = I(f$std.chaz)), "survfit(y ~ 1)")
  fh <- survfit(y ~ 1, stype = 2, ctype = 2); H <- f$cumhaz; s <- f$std.chaz
  zero <- H == 0
  kept("na.curve", name, label, args, list(time = I(f$time), cumhaz_na = I(H), se_na = I(s), na_plain95_lower = I(pmax(0, H - Z * s)), na_plain95_upper = I(H + Z * s),
    na_log95_lower = I(ifelse(zero, 0, H * exp(-Z * s / H))), na_log95_upper = I(ifelse(zero, 0, H * exp(Z * s / H))), surv_exp_na = I(exp(-H)),
    cumhaz_fh = I(fh$cumhaz), se_fh = I(fh$std.chaz), surv_exp_fh = I(exp(-fh$cumhaz))), "survfit(y ~ 1, stype = 2, ctype = 1 | 2)")
  ci <- list(); at <- list(); q <- list(); probs <- c(0.25, 0.5, 0.75)
  times <- unique(c(0, d$time[1] / 2, sort(d$time)[ceiling(nrow(d) / 2)], max(d$time)))
  for (type in TYPES) for (level in c(0.9, 0.95, 0.99)) {
    g <- survfit(y ~ 1, conf.type = type, conf.int = level); key <- paste0(type, "_", round(100 * level))
    ci[[paste0(key, "_lower")]] <- I(g$lower); ci[[paste0(key, "_upper")]] <- I(g$upper)
    found <- quantile(g, probs)
    q$quantile <- I(as.numeric(found$quantile)); q[[paste0(key, "_lower")]] <- I(as.numeric(found$lower)); q[[paste0(key, "_upper")]] <- I(as.numeric(found$upper))
    if (level == 0.95 && !delayed) {
      s <- summary(g, times = times, extend = TRUE)
      at <- c(at, list(times = I(times), surv = I(s$surv), se = I(ifelse(s$surv == 0, NA, s$std.err)), n_risk = I(s$n.risk))[if (length(at)) 0 else 1:4])
      at[[paste0(key, "_lower")]] <- I(s$lower); at[[paste0(key, "_upper")]] <- I(s$upper)
    }
  }
  kept("km.ci", name, label, args, ci, "survfit(y ~ 1, conf.type, conf.int)")
  kept("km.quantile", name, label, c(args, list(probs = probs)), q, "quantile(survfit(y ~ 1, conf.type, conf.int), c(.25, .5, .75))")
  if (!delayed) {
    kept("km.landmark", name, label, args, at, "summary(survfit(y ~ 1, conf.type), times, extend = TRUE)")
    r <- lapply(c("log", "log-log"), function(type) quantile(survfit(Surv(d$time, 1 - d$event) ~ 1, conf.type = type), probs))
    num <- function(x) I(as.numeric(x))
    kept("km.reverse", name, label, args, list(quantile = num(r[[1]]$quantile), log_95_lower = num(r[[1]]$lower), log_95_upper = num(r[[1]]$upper),
      loglog_95_lower = num(r[[2]]$lower), loglog_95_upper = num(r[[2]]$upper)), "quantile(survfit(Surv(time, 1 - event) ~ 1))")
  }
}

rmst_one <- function(time, event, tau) {
  f <- survfit(Surv(time, event) ~ 1); keep <- f$time <= tau
  t <- c(0, f$time[keep], tau); s <- c(1, f$surv[keep])
  area <- diff(t) * s; mean <- sum(area)
  d <- f$n.event[keep]; n <- f$n.risk[keep]
  rest <- vapply(seq_along(d), function(j) sum(area[(j + 1):length(area)]), 0)
  se <- sqrt(sum(ifelse(n > d, rest^2 * d / (n * (n - d)), 0)))
  if (tau <= max(time) && tau >= min(time)) same(c(mean, se), summary(f, rmean = tau)$table[c("rmean", "se(rmean)")], 1e-8)
  c(mean, se)
}
rmst_record <- function(name, d, levels, tau) {
  # Near ties are decided over all groups together, as in survfit(Surv ~ group).
  d$time <- as.numeric(unclass(aeqSurv(Surv(d$time, d$event)))[, 1])
  m <- lapply(levels, function(g) rmst_one(d$time[d$group == g], d$event[d$group == g], tau))
  mean <- vapply(m, `[`, 0, 1); se <- vapply(m, `[`, 0, 2); lost <- tau - mean
  p <- function(z) 2 * pnorm(abs(z), lower.tail = FALSE)
  diff <- mean[2] - mean[1]; e <- sqrt(sum(se^2))
  log_ratio <- log(mean[2] / mean[1]); re <- sqrt(sum((se / mean)^2)); log_lost <- log(lost[2] / lost[1]); le <- sqrt(sum((se / lost)^2))
  values <- list()
  for (k in 1:2) { values[[paste0("rmst_", k)]] <- mean[k]; values[[paste0("se_", k)]] <- se[k]; values[[paste0("lower_", k)]] <- mean[k] - Z * se[k]
    values[[paste0("upper_", k)]] <- mean[k] + Z * se[k]; values[[paste0("rmtl_", k)]] <- lost[k] }
  values <- c(values, list(diff = diff, diff_se = e, diff_lower = diff - Z * e, diff_upper = diff + Z * e, diff_p = p(diff / e),
    ratio = exp(log_ratio), ratio_lower = exp(log_ratio - Z * re), ratio_upper = exp(log_ratio + Z * re), ratio_p = p(log_ratio / re),
    rmtl_ratio = exp(log_lost), rmtl_ratio_lower = exp(log_lost - Z * le), rmtl_ratio_upper = exp(log_lost + Z * le), rmtl_ratio_p = p(log_lost / le)))
  kept("rmst", name, paste0("group;tau=", tau), list(group_levels = I(levels), tau = tau, rows = paste0("rows complete in {time,event,group}")), values, "rmst_one, = summary(survfit, rmean)")
}

edge_curves <- function(name, d) {
  delayed <- "entry" %in% names(d)
  columns <- if (delayed) "exit,event" else "time,event"
  of <- function(part, label, rows) curve_records(name, part, paste0(label, if (delayed) "(exit,event,entry=entry)" else ""), list(rows = rows), delayed)
  rows <- paste0("rows complete in {", columns, ",group}")
  of(d, "all", rows)
  for (g in sort(unique(d$group))) of(d[d$group == g, ], paste0("group=", g), paste0(rows, ", group==", g))
  levels <- sort(unique(d$group))
  if (!delayed && length(levels) == 2 && any(d$event == 1)) {
    tau <- min(tapply(d$time, d$group, max))
    rmst_record(name, d, levels, tau)
    rmst_record(name, d, levels, tau * 0.6)
  }
}

many_curves <- function(name, d) {
  times <- c(0, 0.01, 1, 10, 25, 50, 90, 99)
  for (delayed in c(FALSE, TRUE)) {
    y <- surv_of(d, delayed); f <- survfit(y ~ 1); label <- if (delayed) "all(exit,event,entry=entry)" else "all"
    args <- list(rows = "all rows")
    at <- list(); q <- list(); probs <- c(0.25, 0.5, 0.75)
    for (type in TYPES) {
      g <- survfit(y ~ 1, conf.type = type); s <- summary(g, times = times, extend = TRUE)
      # With delayed entry R counts those at risk at a time between two times otherwise: left to the curve.
      if (!length(at)) at <- c(list(times = I(times), surv = I(s$surv), se = I(s$std.err)), if (!delayed) list(n_risk = I(s$n.risk)))
      at[[paste0(type, "_95_lower")]] <- I(s$lower); at[[paste0(type, "_95_upper")]] <- I(s$upper)
      found <- quantile(g, probs)
      q$quantile <- I(as.numeric(found$quantile)); q[[paste0(type, "_95_lower")]] <- I(as.numeric(found$lower)); q[[paste0(type, "_95_upper")]] <- I(as.numeric(found$upper))
    }
    kept("km.landmark", name, label, args, at, "summary(survfit(y ~ 1, conf.type), times)")
    kept("km.quantile", name, label, c(args, list(probs = probs)), q, "quantile(survfit(y ~ 1, conf.type))")
  }
  rmst_record(name, d[d$group != "c", ], c("a", "b"), 50)
}
