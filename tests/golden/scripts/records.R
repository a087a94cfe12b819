# Records as JSON: `record` keeps one, `write` writes one, numbers at 15 digits, "NA" for
# what does not exist. I() around a vector keeps it a list where it has one entry.

records <- list()

one <- function(x) {
  if (is.character(x)) return(paste0('"', x, '"'))
  if (is.logical(x) && !is.na(x)) return(tolower(as.character(x)))
  ifelse(is.na(x), '"NA"', ifelse(is.infinite(x), ifelse(x > 0, '"Inf"', '"-Inf"'), format(x, digits = 15, trim = TRUE, scientific = NA)))
}
write <- function(x, scalar = FALSE) {
  if (is.list(x)) return(paste0("{", paste(paste0('"', names(x), '":', vapply(x, write, "")), collapse = ","), "}"))
  each <- vapply(unname(x), one, "")
  if (length(x) == 1 && !inherits(x, "AsIs")) each else paste0("[", paste(each, collapse = ","), "]")
}
record <- function(method, dataset, label, args, values, call, source) {
  records[[length(records) + 1]] <<- list(id = paste(method, dataset, label, sep = "|"), method = method, dataset = dataset,
    label = label, args = args, source = source, call = call, values = values)
}
