# What a finding hangs on: leave-one-out by coxph, survdiff and survfit; the
# fewest patients by looking at every choice of up to three; Bomze's
# reassignment; Spearman by cor.

headline <- function(time, event, group) {
  test <- survdiff(Surv(time, event) ~ group); fit <- suppressWarnings(coxph(Surv(time, event) ~ group))
  medians <- vapply(levels(group), function(g) as.numeric(quantile(survfit(Surv(time[group == g], event[group == g]) ~ 1), 0.5, conf.int = FALSE)), 0)
  c(if (abs(coef(fit)) > 15) NA else exp(coef(fit)), test$chisq, pchisq(test$chisq, 1, lower.tail = FALSE), medians)
}
p_of <- function(time, event, group) pchisq(survdiff(Surv(time, event) ~ group)$chisq, 1, lower.tail = FALSE)
fewest <- function(n, p, alpha, most) {
  found <- p(integer(0)) < alpha
  for (size in seq_len(most)) {
    choices <- combn(n, size)
    by <- apply(choices, 2, function(out) p(out)); by <- if (found) by - alpha else alpha - by
    if (max(by) >= 0) return(list(at_least = size, at_most = size, left_out = I(choices[, which.max(by)])))
  }
  list(at_least = most + 1)
}
reassigned <- function(time, event, group, alpha) {
  test <- survdiff(Surv(time, event) ~ group); found <- p_of(time, event, group) < alpha
  better <- if (test$obs[1] > test$exp[1]) 2 else 1
  from <- levels(group)[if (found) better else 3 - better]; to <- setdiff(levels(group), from)
  who <- which(group == from); who <- who[order(-time[who], event[who], who)]
  for (k in seq_len(length(who) - 1)) { group[who[k]] <- to; if ((p_of(time, event, group) < alpha) != found) return(k) }
  NA
}
for (q in questions[c(1, 4, 5, 6)]) {
  s <- subjects(q); n <- length(s$time)
  without <- vapply(seq_len(n), function(i) headline(s$time[-i], s$event[-i], s$group[-i]), rep(0, 5))
  p <- function(out) if (length(out)) p_of(s$time[-out], s$event[-out], s$group[-out]) else p_of(s$time, s$event, s$group)
  f <- fewest(n, p, 0.05, if (n < 30) 4 else 3)
  # Patients by their position among those counted.
  record("influence", s$dataset, s$label, s$args,
    c(list(all = I(unname(headline(s$time, s$event, s$group))), hazard_ratio = I(without[1, ]), chisq = I(without[2, ]), p = I(without[3, ]), median_1 = I(without[4, ]), median_2 = I(without[5, ]),
      decisive = I(which((without[3, ] < 0.05) != (p(integer(0)) < 0.05)))), f, list(reassigned = reassigned(s$time, s$event, s$group, 0.05))),
    "coxph(ties = 'efron'), survdiff, survfit without each patient; robustness.R", "survival 3.5-3")
}
for (pair in list(c("sts27", "post_code", "path_code"), c("sts27", "delta_steps", "path_code"), c("pub_ord12", "x", "y"))) {
  d <- read(pair[1]); if (!all(pair[2:3] %in% names(d))) next
  d <- d[complete.cases(d[pair[2:3]]), ]; x <- d[[pair[2]]]; y <- d[[pair[3]]]; n <- length(x)
  t_p <- function(out) { r <- if (length(out)) cor(rank(x[-out]), rank(y[-out])) else cor(rank(x), rank(y)); m <- n - length(out); 2 * pt(-abs(r) * sqrt((m - 2) / (1 - r^2)), m - 2) }
  r <- vapply(seq_len(n), function(i) cor(rank(x[-i]), rank(y[-i])), 0); f <- fewest(n, t_p, 0.05, if (n < 20) 5 else 4)
  record("influence.correlation", pair[1], paste(pair[2:3], collapse = "~"), list(x = pair[2], y = pair[3]),
    c(list(rho = cor(rank(x), rank(y)), rho_without = I(r), p_without = I(vapply(seq_len(n), t_p, 0)), decisive = I(which((vapply(seq_len(n), t_p, 0) < 0.05) != (t_p(integer(0)) < 0.05)))), f),
    "cor(rank(x), rank(y)) without each patient; robustness.R", "R 4.2.2")
}

# A family: coin's maximum test of Nelson-Aalen scores against markers.
suppressMessages(library(coin))
for (of in list(list("sts27", c("pfs", "lrfs"), c("post_code", "path_code", "age")), list("lung", "", c("age", "ph_karno", "pat_karno", "wt_loss")))) {
  d <- read(of[[1]]); columns <- if (of[[2]][1] == "") cbind("time", "event") else cbind(paste0(of[[2]], "_months"), paste0(of[[2]], "_event"))
  d <- d[complete.cases(d[c(columns, of[[3]])]), ]
  score <- function(k) { h <- survfit(Surv(d[[columns[k, 1]]], d[[columns[k, 2]]]) ~ 1); d[[columns[k, 2]]] - h$cumhaz[match(d[[columns[k, 1]]], h$time)] }
  Y <- vapply(seq_len(nrow(columns)), score, numeric(nrow(d))); X <- as.matrix(d[of[[3]]])
  set.seed(20)
  test <- independence_test(Y ~ X, teststat = "maximum", distribution = approximate(nresample = 200000))
  # statistic(): markers in rows, scores in columns; ours is endpoint by endpoint.
  record("family", of[[1]], paste(c(of[[2]], of[[3]]), collapse = ","), list(endpoints = I(as.vector(t(columns))), markers = I(of[[3]])),
    list(n = nrow(d), z = I(as.vector(statistic(test, type = "standardized"))), p_max = I(as.vector(pvalue(test, method = "single-step"))), p_step_down = I(as.vector(pvalue(test, method = "step-down")))),
    "coin::independence_test(scores ~ markers, teststat = 'maximum', distribution = approximate(nresample = 200000))", "coin 1.4-2")
}

# Grades into survival: every way to settle, and random fillings.
bands <- list("<5%" = c(0, 5), "5-25%" = c(5, 25), "25-50%" = c(25, 50), "50-75%" = c(50, 75), "75-95%" = c(75, 95), ">95%" = c(95, 100))
two <- function(time, event, high) { if (length(unique(high)) < 2) return(c(NA, NA)); h <- headline(time, event, factor(high, c(FALSE, TRUE))); h[c(1, 3)] }
for (of in list(c("pfs", 50), c("pfs", 60), c("pfs", 90), c("lrfs", 15), c("pfs", NA))) {
  d <- read("sts27"); d <- d[d$path_necrosis != "", ]; time <- d[[paste0(of[1], "_months")]]; event <- d[[paste0(of[1], "_event")]]; at <- as.numeric(of[2])
  span <- do.call(rbind, bands[d$path_necrosis]); stopifnot(!anyNA(span), nrow(span) == nrow(d))
  args <- list(endpoint = of[1], grade = "path_necrosis", at = if (is.na(at)) "NA" else at)
  set.seed(5); fill <- function() span[, 1] + runif(nrow(d)) * (span[, 2] - span[, 1])
  if (is.na(at)) {
    slope <- function(x) { f <- coxph(Surv(time, event) ~ I(x / 10)); c(exp(coef(f)), summary(f)$sctest["pvalue"]) }
    mid <- slope(rowMeans(span)); drawn <- replicate(4000, slope(fill())); values <- list()
  } else {
    mid <- two(time, event, rowMeans(span) >= at); open <- which(span[, 1] < at & at < span[, 2]); base <- rowMeans(span) >= at
    ways <- vapply(seq_len(2^length(open)) - 1, function(w) { b <- base; b[open] <- bitwAnd(w, 2^(seq_along(open) - 1)) > 0; two(time, event, b) }, c(0, 0))
    set.seed(5)
    share <- (span[open, 2] - at) / (span[open, 2] - span[open, 1])
    chance <- vapply(seq_len(ncol(ways)) - 1, function(w) { b <- bitwAnd(w, 2^(seq_along(open) - 1)) > 0; prod(ifelse(b, share, 1 - share)) }, 0)
    pick <- sample(seq_len(ncol(ways)), 20000, TRUE, chance); drawn <- ways[, pick, drop = FALSE]
    values <- list(ways = ncol(ways), p_ways = I(range(ways[2, ], na.rm = TRUE)), ratio_ways = I(range(ways[1, ], na.rm = TRUE)), significant = sum(ways[2, ] < 0.05, na.rm = TRUE))
    args$open <- length(open)
  }
  record("grade.survival", "sts27", paste(of, collapse = ";"), args,
    c(list(n = nrow(d), midpoints = I(unname(mid)), share_significant = mean(drawn[2, ] < 0.05, na.rm = TRUE), share_above_one = mean(drawn[1, ] > 1, na.rm = TRUE)), values),
    "coxph(ties = 'efron'), survdiff on every way and on 20000 fillings (4000 without a threshold); robustness.R", "survival 3.5-3")
}

# Power of a cohort: the same scheme written anew, 4000 draws, with its own random numbers.
for (q in questions[c(1, 5)]) {
  s <- subjects(q); n <- table(s$group); fit <- survfit(Surv(s$time, s$event) ~ 1)
  died <- fit$n.event > 0; hazard <- approxfun(c(0, fit$cumhaz[died]), c(0, fit$time[died]), yright = Inf)
  reverse <- survfit(Surv(s$time, 1 - s$event) ~ 1); end <- max(s$time)
  follow <- function(u) vapply(u, function(u) { k <- which(reverse$surv <= u); if (length(k)) reverse$time[k[1]] else end }, 0)
  set.seed(9); draws <- 4000
  for (ratio in c(1, 0.5, 3)) {
    drawn <- replicate(draws, {
      g <- rep(1:2, n); t <- hazard(rexp(sum(n)) / ifelse(g == 2, ratio, 1)); u <- follow(runif(sum(n)))
      e <- t <= u; test <- tryCatch(survdiff(Surv(pmin(t, u), e) ~ g)$chisq, error = function(e) 0); c(is.finite(test) && test > qchisq(0.95, 1), sum(e))
    })
    record("simulated.power", s$dataset, paste(s$label, ratio, sep = ";"), c(s$args, list(ratio = ratio, draws = draws)),
      list(power = mean(drawn[1, ]), events = mean(drawn[2, ]), events_se = sd(drawn[2, ]) / sqrt(draws)), "own simulation in R, robustness.R", "survival 3.5-3")
  }
}
