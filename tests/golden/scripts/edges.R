# Reference values for tests/golden/reference/edges.json: the methods of survival.json,
# cox.json, competing_risks.json, exact.json and cutpoint_perm.json on data sets at the edges.
#   Rscript tests/golden/scripts/edges.R > tests/golden/reference/edges.json
# R 4.2.2, survival 3.5-3, cmprsk 2.2-11, coin 1.4-2, maxstat 0.7-25. Run from the root of the
# project. Weighted tests, restricted means, Aalen-Johansen and Firth are own code, stopped
# where survival has the same number and it differs.

suppressMessages({library(survival); library(cmprsk); library(coin); library(maxstat)})
options(digits = 15, warn = -1)
folder <- "tests/golden/scripts"
source(file.path(folder, "records.R"))
source(file.path(folder, "edge_data.R"))
same <- function(a, b, close = 1e-9) stopifnot(isTRUE(all.equal(unname(as.numeric(a)), unname(as.numeric(b)), tolerance = close)))
sources <- "survival 3.5-3, cmprsk 2.2-11, coin 1.4-2, maxstat 0.7-25"
kept <- function(method, name, label, args, values, call) record(method, name, label, args, values, call, sources)
Z <- qnorm(0.975)

for (part in c("curves", "tests", "cox", "competing", "permutation")) source(file.path(folder, paste0("edges_", part, ".R")))
for (name in names(edges)) {
  d <- edges[[name]][[2]]
  edge_curves(name, d); edge_tests(name, d); edge_cox(name, d); edge_competing(name, d); edge_permutation(name, d)
}
many_curves("edge_many", many); many_tests("edge_many", many); many_cox("edge_many", many); many_competing("edge_many", many)

cat('{"schema":"oracle-1","area":"edges","records":[\n')
cat(paste(vapply(records, write, ""), collapse = ",\n"))
cat("\n]}\n")
