# Reads the CSV of schema_benchmark and prints, as a table in Markdown, the least CPU time a document of all repetitions
# and its ratio to a yardstick of the same run. Fails where a figure is missing.
#
#   row(what, benchmark, yardstick, aim): the aim is the largest ratio wanted, or empty
BEGIN { FS = "," }

function row(what, name, yardstick, aim, ratio) {
  if (!(name in least) || !(yardstick in least)) {
    print "ratios.awk: no figure for " name " or " yardstick > "/dev/stderr"
    failed = 1
    return
  }
  ratio = name == yardstick ? "1" : sprintf("%.2f", least[name] / least[yardstick])
  printf "| %s | %.2f | %s | %s |\n", what, least[name], ratio, aim
}

function head(title) { printf "| %s | µs | ratio | aim |\n|---|---:|---:|---:|\n", title }

# name,iterations,real_time,cpu_time,time_unit,bytes_per_second,items_per_second,…
/^"?[a-z_]+"?,[0-9]/ && $7 > 0 {
  name = $1
  gsub(/"/, "", name)
  if (name ~ /_(mean|median|stddev|cv)$/) next
  us = 1e6 / $7
  if (!(name in least) || us < least[name]) least[name] = us
}

END {
  head("a sample request, to validate")
  row("libxml2 called bare, by SAX plug", "sample_bare_sax_plug", "sample_bare_sax_plug", "")
  row("`Validator::check`, in the loop", "sample_check", "sample_bare_sax_plug", "1.1")
  row("`Validator::parse`, with a tree", "sample_parse_into_tree", "sample_bare_sax_plug", "")
  row("Xerces-C, the second opinion", "sample_xerces", "sample_bare_sax_plug", "")
  print ""
  head("a random valid request")
  row("to validate: libxml2 called bare, by SAX plug", "random_bare_sax_plug", "random_bare_sax_plug", "")
  row("to validate: `Validator::check`", "random_check", "random_bare_sax_plug", "1.1")
  row("to generate, beside validating it", "random_generate", "random_bare_sax_plug", "0.2")
  row("to build and serialise by pugixml", "random_pugixml", "random_pugixml", "")
  row("to generate, beside pugixml", "random_generate", "random_pugixml", "1.5")
  row("to generate the least one, beside pugixml", "least_generate", "random_pugixml", "")
  row("to deviate from a request, beside validating a sample", "deviate", "sample_bare_sax_plug", "")
  print ""
  head("a Response")
  row("to validate: libxml2 called bare, by SAX plug", "response_bare_sax_plug", "response_bare_sax_plug", "")
  row("to validate and read into values", "response_read", "response_bare_sax_plug", "")
  print ""
  head("a sample request, to sign")
  row("tree: xmlsec called bare", "sign_tree_bare_xmlsec", "sign_tree_bare_xmlsec", "")
  row("tree: `Signer::sign`", "sign_tree", "sign_tree_bare_xmlsec", "1.1")
  row("text: xmlsec called bare", "sign_text_bare_xmlsec", "sign_text_bare_xmlsec", "")
  row("text: `Signer::sign`", "sign_text", "sign_text_bare_xmlsec", "1.1")
  row("text: `verify`", "verify_text", "sign_text_bare_xmlsec", "")
  exit failed
}
