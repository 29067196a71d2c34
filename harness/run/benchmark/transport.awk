# Reads the CSV of transport_benchmark and prints, as tables in Markdown, the least time of all repetitions and its ratio
# to the yardstick. A transport costs what a judged case takes over it less what the same case takes in process. Fails
# where a figure is missing.
BEGIN { FS = ","; pairs = 100; steps = 2 + 2 * pairs }

function ms(name) {
  if (name in least) return least[name]
  print "transport.awk: no figure for " name > "/dev/stderr"
  failed = 1
  exit 1
}

function cost(title, name, yardstick, aim) {
  printf "| %s | %.1f | %.1f | %.2f | %s | %d |\n", title, 1e3 * ms(name) / pairs, 1e3 * (ms(name) - ms("inproc_on_one_core")) / pairs, \
    (ms(name) - ms("inproc_on_one_core")) / ms(yardstick), aim, 1e3 * steps / ms(name)
}

# name,iterations,real_time,cpu_time,time_unit,…
/^"?[a-z_]+\/real_time"?,[0-9]/ {
  name = $1
  gsub(/"|\/real_time/, "", name)
  if ($3 > 0 && (!(name in least) || $3 + 0 < least[name])) least[name] = $3 + 0
}

END {
  if (failed) exit 1
  printf "A request and a drain in one line, read and written as JSON at both ends and no more: %.1f µs on one core, %.1f µs free\n", \
    1e3 * ms("ping_pong_on_one_core") / pairs, 1e3 * ms("ping_pong_free") / pairs
  print "\n| a judged request and its drain | µs | of these the transport | beside that ping-pong | aim | steps a second |\n|---|---:|---:|---:|---:|---:|"
  cost("in process", "inproc_on_one_core", "ping_pong_on_one_core", "")
  cost("exec:, one core, each by itself", "exec_one_by_one_on_one_core", "ping_pong_on_one_core", "")
  cost("exec:, one core, both in one line", "exec_pairs_on_one_core", "ping_pong_on_one_core", "1.2")
  cost("exec:, one core, batches of 32", "exec_batches_on_one_core", "ping_pong_on_one_core", "0.7")
  cost("so:, one core, both in one line", "so_pairs_on_one_core", "ping_pong_on_one_core", "")
  cost("exec:, free, each by itself", "exec_one_by_one_free", "ping_pong_free", "")
  cost("exec:, free, both in one line", "exec_pairs_free", "ping_pong_free", "")
  cost("exec:, free, batches of 32", "exec_batches_free", "ping_pong_free", "")
  cost("http:, loopback, free", "http_free", "ping_pong_free", "")
  print "\n| a fresh process, asked once | ms | aim |\n|---|---:|---:|"
  printf "| by itself, posix_spawn | %.2f | |\n", ms("start_bare")
  printf "| by the adaptor, supervised | %.2f | %.2f |\n", ms("start_by_adaptor"), ms("start_bare") + 1
  exit failed
}
