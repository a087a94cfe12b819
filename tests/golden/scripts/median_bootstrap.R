# Reference values of R for tests/golden/reference/median_bootstrap.json:
#   Rscript tests/golden/scripts/median_bootstrap.R > tests/golden/reference/median_bootstrap.json
# R 4.2.2, survival 3.5-3. Run from the root of the project.
# Each group's rows are drawn with replacement. The median of the rows as they are is quantile(survfit(...))'s; that of a draw is
# worked out here by the same rule, not reached taken as infinite: quantile() itself gives NA where rounding leaves the end of a
# curve 1e-16 above a half (40 of 100 such draws of sts27, whose share not reached is P(Binomial(10, 0.4) < 5) = 0.633).
# Beside each limit the window within which another run of as many draws finds it: order statistics five standard errors of the
# share's difference away.

suppressMessages(library(survival))
questions <- list(
  list("gehan", "time", "event", "treat", c("control", "6-MP")),
  list("veteran", "time", "event", "trt", c("standard", "test")),
  list("lung", "time", "event", "sex", c("male", "female")),
  list("sts27", "pfs_months", "pfs_event", "path_grp", c("lt50", "ge50")))
draws <- 5000
level <- 0.95

number <- function(x) ifelse(is.nan(x), '"NaN"', ifelse(is.infinite(x), ifelse(x > 0, '"Inf"', '"-Inf"'), format(x, digits = 15, trim = TRUE)))
list_of <- function(x) paste0("[", paste(number(x), collapse = ","), "]")
seen <- function(time, event) {
  m <- unname(quantile(survfit(Surv(time, event) ~ 1), 0.5, conf.int = FALSE))
  if (is.na(m)) Inf else m
}
median_of <- function(time, event) {
  at <- sort(unique(time)); place <- match(time, at)
  leaving <- tabulate(place, length(at)); died <- tabulate(place[event == 1], length(at))
  surv <- cumprod(1 - died / rev(cumsum(rev(leaving))))
  first <- at[surv <= 0.5 + 1.5e-8][1]; below <- at[surv < 0.5 - 1.5e-8][1]
  if (is.na(first)) Inf else (first + if (is.na(below)) max(at) else below) / 2
}
at <- function(sorted, share) {
  place <- share * (length(sorted) - 1) + 1
  low <- sorted[floor(place)]; high <- sorted[min(ceiling(place), length(sorted))]
  if (low == high) low else low + (place - floor(place)) * (high - low)
}
window <- function(drawn, share) {
  error <- sqrt(2 * share * (1 - share) / draws)
  sorted <- sort(drawn)
  vapply(c(share - 5 * error, share + 5 * error), function(s) at(sorted, min(max(s, 0), 1)), 0)
}

set.seed(11)
records <- vapply(questions, function(q) {
  d <- read.csv(file.path("tests/golden/datasets", paste0(q[[1]], ".csv")))
  d <- d[!is.na(d[[q[[2]]]]) & !is.na(d[[q[[3]]]]) & as.character(d[[q[[4]]]]) %in% q[[5]], ]
  parts <- lapply(q[[5]], function(g) d[as.character(d[[q[[4]]]]) == g, ])
  medians <- vapply(parts, function(p) seen(p[[q[[2]]]], p[[q[[3]]]]), 0)
  stopifnot(all.equal(medians, vapply(parts, function(p) median_of(p[[q[[2]]]], p[[q[[3]]]]), 0)))
  drawn <- vapply(parts, function(p) replicate(draws, {
    rows <- sample(nrow(p), replace = TRUE)
    median_of(p[[q[[2]]]][rows], p[[q[[3]]]][rows])
  }), numeric(draws))
  difference <- drawn[, 2] - drawn[, 1]
  difference <- difference[!is.nan(difference)]
  tail <- (1 - level) / 2
  ends <- function(x) c(window(x, tail), window(x, 1 - tail))
  values <- sprintf('{"median":%s,"limits_1":%s,"limits_2":%s,"difference":%s,"not_reached":%s,"undefined":%s}',
    list_of(medians), list_of(ends(drawn[, 1])), list_of(ends(drawn[, 2])), list_of(ends(difference)),
    list_of(colMeans(is.infinite(drawn))), number(1 - length(difference) / draws))
  sprintf('{"id":"median.bootstrap|%s|%s","method":"median.bootstrap","dataset":"%s","args":{"time":"%s","event":"%s","group":"%s","group_levels":[%s],"draws":%d},"source":"survival 3.5-3","call":"quantile(survfit(...), 0.5), and medians of rows drawn within groups; median_bootstrap.R","values":%s}',
    q[[1]], q[[2]], q[[1]], q[[2]], q[[3]], q[[4]], paste0('"', q[[5]], '"', collapse = ","), draws, values)
}, "")
cat('{"schema":"oracle-1","area":"median_bootstrap","records":[\n', paste(records, collapse = ",\n"), "\n]}\n", sep = "")
