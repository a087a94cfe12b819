# Reference values of R for tests/golden/reference/small_samples.json:
#   Rscript tests/golden/scripts/small_samples.R > tests/golden/reference/small_samples.json
# R 4.2.2, survival 3.5-3, mvtnorm 1.1-3, km.ci 0.5-6, coin 1.4-2. Run from the root of the project.

suppressMessages({library(survival); library(mvtnorm)})
options(digits = 15)
folder <- "tests/golden/scripts"
source(file.path(folder, "records.R"))
read <- function(dataset) read.csv(file.path("tests/golden/datasets", paste0(dataset, ".csv")))

# The questions: data set, times, groups in order.
questions <- list(
  list("gehan", "time", "event", "treat", c("control", "6-MP")),
  list("veteran", "time", "event", "trt", c("standard", "test")),
  list("lung", "time", "event", "sex", c("male", "female")),
  list("ovarian", "time", "event", "rx", c("1", "2")),
  list("sts27", "pfs_months", "pfs_event", "path_grp", c("lt50", "ge50")),
  list("sts27", "lrfs_months", "lrfs_event", "path_grp", c("lt50", "ge50")))
subjects <- function(q) {
  d <- read(q[[1]]); d <- d[!is.na(d[[q[[2]]]]) & !is.na(d[[q[[3]]]]) & !is.na(d[[q[[4]]]]), ]
  levels <- q[[5]]
  d <- d[as.character(d[[q[[4]]]]) %in% levels, ]
  list(dataset = q[[1]], time = d[[q[[2]]]], event = d[[q[[3]]]], group = factor(as.character(d[[q[[4]]]]), levels),
    levels = levels, label = paste0(q[[2]], ",", q[[3]], ";", q[[4]]), args = list(time = q[[2]], event = q[[3]], group = q[[4]], group_levels = I(levels)), data = d)
}

for (part in c("max_combo", "beta_product", "bands", "milestone", "robustness")) source(file.path(folder, paste0(part, ".R")))

cat('{"schema":"oracle-1","area":"small_samples","records":[\n')
cat(paste(vapply(records, write, ""), collapse = ",\n"))
cat("\n]}\n")
