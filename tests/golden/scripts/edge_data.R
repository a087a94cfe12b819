# The data sets at the edges of what can be asked, as CSV and JSON; all numbers and
# labels are made up. `many` is too large to keep: the test makes the same rows from
# the same generator.

number <- function(x) ifelse(is.na(x), "null", format(x, digits = 17, trim = TRUE, scientific = FALSE))
keep <- function(name, title, data) {
  levels <- lapply(Filter(is.character, data), function(x) sort(unique(x)))
  column <- function(x) paste0("[", paste(if (is.character(x)) paste0('"', x, '"') else vapply(x, number, ""), collapse = ","), "]")
  list_of <- function(x) paste(paste0('"', names(x), '":', vapply(x, column, "")), collapse = ",")
  writeLines(paste0('{"name":"', name, '","title":"', title, '","source":"tests/golden/scripts/edge_data.R","synthetic":true,"n":', nrow(data),
    ',"columns":{', list_of(data), '},"levels":{', list_of(levels), '},"note":""}'), file.path("tests/golden/datasets", paste0(name, ".json")))
  cells <- as.data.frame(lapply(data, function(x) if (is.character(x)) x else vapply(x, number, "")))
  write.csv(cells, file.path("tests/golden/datasets", paste0(name, ".csv")), row.names = FALSE, quote = FALSE)
}
letters_of <- function(text) strsplit(text, "")[[1]]
numbers_of <- function(text) as.numeric(letters_of(text))
# One character a patient: status 0 censored, 1 event, 2 competing; group; stratum.
made <- function(time, status, group, stratum, x, ...) {
  status <- numbers_of(status)
  data.frame(time = time, event = as.numeric(status == 1), status = status, group = letters_of(group), stratum = letters_of(stratum), x = x, ..., stringsAsFactors = FALSE)
}

edges <- list(
  edge_ties = list("ties everywhere, three groups", made(
    c(1,1,1,1,1,1,2,2,2,2,2,2,2,2,3,3,3,3,3,3,3,4,4,4), "110112011210110120110120", "abcabcabcabcaabbccabcabc", "uvuvuvuvuvuvuuvvuvuvvuuv",
    c(1,2,3,1,2,3,2,2,1,3,3,1,2,1,3,2,1,1,3,2,2,3,1,1))),
  edge_near = list("near ties: times that differ by less than 1.5e-8, or by rounding", made(
    c(0.1 + 0.2, 0.3, 0.3, 1, 1 + 1e-9, 1 + 2e-8, 1 + 1e-6, 100, 100 + 1e-6, 100 + 1e-4, 2, 2, 7, 7 * (1 + 1e-8), 7 * (1 + 3e-8), 50), "1110111111011010", "abababababababab", "uuvvuuvvuuvvuuvv",
    c(5,3,4,1,2,6,3,2,5,1,4,2,6,3,1,2))),
  edge_zero = list("times of zero, with events and censorings", made(
    c(0,0,0,0,0,1,1,2,2,3,4,5,5,6), "11012101101101", "abababbaabbaba", "uvvuuvuvvuuvuv", c(2,1,3,2,1,1,2,3,1,3,2,2,1,3))),
  edge_censored = list("nobody has the event", made(c(1,2,2,3,4,5,6,6), "00000000", "aabbaabb", "uvuvuvuv", c(1,2,3,4,1,2,3,4))),
  edge_lone = list("one patient in a group", made(c(1,2,3,4,4,5,6,7,8,9), "1101120111", "abbbbbbbbb", "uvuvuvuvuv", c(3,1,2,4,2,3,1,2,4,1))),
  edge_none = list("a group without events", made(c(1,2,3,3,4,5,5,6,7,8,9,10), "110100001000", "aaaabbbbabbb", "uvuvuvuvuvuv", c(3,1,2,4,2,3,1,2,4,1,2,3))),
  edge_once = list("everybody has the event at one time", made(c(2,2,2,2,2,2,2,2), "11111111", "aabbaabb", "uvuvuvuv", c(1,2,3,4,4,3,2,2))),
  edge_moment = list("all events at one time, censorings before and after", made(c(1,2,3,5,5,5,5,5,6,7,8,9), "000111010000", "abababababab", "uuvvuuvvuuvv", c(1,2,3,1,2,3,3,2,1,2,3,1))),
  edge_end = list("the last two have the event at once: the curve ends at 0", made(c(1,2,3,4,5,6,6,6), "10110111", "aabbaabb", "uvuvuvuv", c(1,2,3,4,4,3,2,2))),
  edge_entry = list("delayed entry with ties; nobody is at risk between 4 and 5, and the first risk set is small", within(made(
    c(2,3,3,4,4,4,6,6,7,8,8,8,9,9,10,11), "1101111010121011", "abababababababab", "uuvvuuvvuuvvuuvv", c(3,1,2,4,2,3,1,2,4,1,2,3,1,4,2,3)), {
    entry <- c(0,0,1,1,2,3,5,5,5,5,6,6.5,7,8,8,9); exit <- time })))
for (name in names(edges)) keep(name, edges[[name]][[1]], edges[[name]][[2]])

# x <- 48271 x mod 2^31 - 1, exact in doubles; each row takes six draws.
n <- 200000
state <- 7
draw <- numeric(6 * n)
for (i in seq_along(draw)) { state <- (state * 48271) %% 2147483647; draw[i] <- state / 2147483647 }
u <- matrix(draw, n, 6, byrow = TRUE)
exit <- ceiling(1e5 * u[, 1] * u[, 2]) / 1000
many <- data.frame(time = exit, event = as.numeric(u[, 3] < 0.4), status = ifelse(u[, 3] < 0.4, 1, ifelse(u[, 3] < 0.6, 2, 0)),
  group = c("a", "b", "c")[floor(3 * u[, 4]) + 1], stratum = ifelse(u[, 5] < 0.5, "u", "v"), x = floor(100 * u[, 6]) / 100,
  entry = floor(1e5 * u[, 1] * u[, 2] * u[, 5]) / 1000, exit = exit)
stopifnot(all(many$entry < many$exit))
