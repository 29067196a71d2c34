# Reads the CSV of http_benchmark and prints, as a table in Markdown, requests a second at best of all repetitions, beside
# the library's own. Fails where a figure is missing.
BEGIN { FS = "," }
/^"?[a-z_]+\/real_time"?,[0-9]/ && $7 > 0 {
  name = $1
  gsub(/"|\/real_time/, "", name)
  if ($7 > best[name]) best[name] = $7
}
function row(title, name) {
  if (!(name in best)) { print "http.awk: no figure for " name > "/dev/stderr"; exit 1 }
  printf "| %s | %d | %.0f %% |\n", title, best[name], 100 * best[name] / best["library_alone"]
}
END {
  print "\n| over HTTP, loopback | requests a second | of the library's own; aim: 70 % |\n|---|---:|---:|"
  row("cpp-httplib, both ends", "library_alone")
  row("with deadline and bounds", "client_and_server")
  row("a whole operation, encoded, served and decoded", "operation")
}
