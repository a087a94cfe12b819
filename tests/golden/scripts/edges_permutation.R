# Exact permutation log-rank by listing every allocation, coin's scores, and every cut by maxstat.

edge_permutation <- function(name, d) {
  if ("entry" %in% names(d)) return(invisible())
  levels <- sort(unique(d$group))
  d$time <- as.numeric(unclass(aeqSurv(Surv(d$time, d$event)))[, 1])
  if (length(levels) == 2) {
    hazard <- vapply(d$time, function(t) { at <- unique(d$time[d$event == 1 & d$time <= t]); sum(vapply(at, function(a) sum(d$time == a & d$event == 1) / sum(d$time >= a), 0)) }, 0)
    score <- d$event - hazard; first <- d$group == levels[1]; U <- sum(score[first])
    all <- combn(nrow(d), sum(first)); sums <- colSums(matrix(score[all], nrow(all))); close <- 1e-10
    extreme <- sum(abs(sums) >= abs(U) - close); total <- ncol(all)
    if (var(score) > 1e-20) kept("perm.logrank_exact", name, "group", list(time = "time", event = "event", group = "group", first = levels[1]), list(U = U, n = nrow(d), n1 = sum(first), allocations = as.character(total), extreme = as.character(extreme),
      p_two = extreme / total, p_greater = sum(sums >= U - close) / total, p_less = sum(sums <= U + close) / total), "every allocation listed (combn)")
    for (ties in c("mid-ranks", "Hothorn-Lausen", "average-scores")) for (weight in c("logrank", "Gehan-Breslow", "Peto-Peto")) {
      # Where all times are one, coin 1.4-2 does not average: patients of one time get scores in the order of the rows.
      if (name == "edge_once" && ties == "average-scores") next
      g <- factor(d$group, levels)
      test <- try(logrank_test(Surv(time, event) ~ g, d, type = weight, ties.method = ties), silent = TRUE)
      if (inherits(test, "try-error") || !is.finite(statistic(test))) next
      kept("perm.logrank", name, paste("group", weight, ties, sep = ";"), list(group_levels = I(levels), group_counted = levels[1]), list(z = as.numeric(statistic(test, "standardized")), p_asymptotic = as.numeric(pvalue(test)),
        linear = as.numeric(statistic(test, "linear")), expectation = as.numeric(expectation(test)), variance = as.numeric(covariance(test)), scores = I(as.numeric(test@statistic@ytrans))), "coin::logrank_test")
    }
  }
  m <- try(maxstat.test(Surv(time, event) ~ x, d, smethod = "LogRank", pmethod = "none", minprop = 0.1, maxprop = 0.9), silent = TRUE)
  if (inherits(m, "try-error") || !any(d$event == 1) || any(!is.finite(m$stats))) return(invisible())
  lau <- function(method) as.numeric(maxstat.test(Surv(time, event) ~ x, d, smethod = "LogRank", pmethod = method, minprop = 0.1, maxprop = 0.9)$p.value)
  cuts <- as.numeric(m$cuts)
  chi <- vapply(cuts, function(at) { w <- wlr(NULL, d$time, d$event, factor(d$x > at, c(FALSE, TRUE)), "logrank"); if (is.na(w$chi)) NA else w$chi }, 0)
  lau94 <- lau("Lau94")
  kept("cutpoint", name, "x", list(rows = "all rows", x = "x", minprop = 0.1, maxprop = 0.9), list(cuts = I(cuts), n_low = I(vapply(cuts, function(a) sum(d$x <= a), 0)), stats = I(as.numeric(m$stats)), statistic = as.numeric(m$statistic),
    estimate = as.numeric(m$estimate), p_lau92 = lau("Lau92"), p_lau94 = min(1, lau94), p_lau94_uncapped = lau94, logrank_chisq = I(chi), scores = I(as.numeric(exactRankTests::cscores(Surv(d$time, d$event), "LogRank")))), "maxstat.test")
}
