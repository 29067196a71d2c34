# Reads the CSV of step_benchmark and prints, as tables in Markdown, the least CPU time a step of all repetitions, its
# share of the whole, its ratio to the yardstick, and judged steps a second. Fails where a figure is missing.
BEGIN { FS = ","; parts = split("generation implementation validating judging recording", part, " ") }

function us(name) {
  if (name in least) return least[name]
  print "steps.awk: no figure for " name > "/dev/stderr"
  failed = 1
  exit 1
}

function table(kind, title, aim, whole, yardstick, sum, i, one) {
  whole = us(kind "_whole")
  yardstick = us("smallest_response")
  printf "\n| %s | µs a step | share | beside validating the smallest Response | steps a second | aim |\n", title
  print "|---|---:|---:|---:|---:|---:|"
  printf "| whole, as a run plays it | %.2f | | %.2f | %d | %d |\n", whole, whole / yardstick, 1e6 / whole, aim
  for (i = 1; i <= parts; ++i) {
    one = us(kind "_" part[i])
    sum += one
    printf "| %s | %.2f | %.0f %% | %.2f | | |\n", part[i], one, 100 * one / whole, one / yardstick
  }
  printf "| all else | %.2f | %.0f %% | %.2f | | |\n", whole - sum, 100 * (whole - sum) / whole, (whole - sum) / yardstick
}

# name,iterations,real_time,cpu_time,time_unit,bytes_per_second,items_per_second,…
/^"?[a-z_\/0-9]+"?,[0-9]/ && $7 > 0 {
  name = $1
  gsub(/"/, "", name)
  if (name ~ /_(mean|median|stddev|cv)$/) next
  if (!(name in least) || 1e6 / $7 < least[name]) least[name] = 1e6 / $7
}

function history(estate, name, short, long) {
  name = "long_history_of_a_" estate "/"
  short = us(name 1000)
  long = us(name 4000)
  printf "| %s | %.2f | %.2f | %.2f | %.2f | %d |\n", estate, short, us(name 2000), long, long / short, 1e6 / long
}

END {
  if (failed) exit 1
  printf "Validating the smallest Response: %.2f µs\n", us("smallest_response")
  table("with", "a judged step with documents", 45000)
  table("without", "a judged step without a document", 120000)
  printf "\n| one case without a reset, in the estate of a | µs a step of 1000 | of 2000 | of 4000 | of 4000 beside 1000 | steps a second of 4000 |\n"
  print "|---|---:|---:|---:|---:|---:|"
  history("pair")
  history("town")
  exit failed
}
