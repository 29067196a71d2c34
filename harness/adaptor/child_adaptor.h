/// \file
/// An implementation in a process of its own, spoken to over its standard input and output (`exec:COMMAND`, `so:FILE`).
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/adaptor/adaptor.h"
#include "harness/adaptor/amendment.h"
#include "harness/adaptor/child_process.h"
#include "harness/adaptor/placement.h"

namespace hallmark::adaptor {

/// What an implementation in a process of its own is held to.
struct ChildOptions {
  std::chrono::milliseconds deadline{5000};  ///< for a whole answer
  std::size_t answer_bytes_max = std::size_t{16} * 1024 * 1024;
  Amendment amendment = {};  ///< of its statement
  Placement placement = Placement::free;
  std::shared_ptr<Cores> cores =
      {};  ///< needed by any other placement; those who share it keep out of each other's way
  /// Told of every exchange of lines, where somebody listens: what was sent, what came of it, how long it took.
  std::function<void(std::string_view, const Line&, std::chrono::microseconds)> listener = {};
  int most_at_once = 1;  ///< more only where it is the host of a plug-in, which takes apart what comes together
};

/// Starts the command when it is first needed, and anew after it crashed, timed out, sent something malformed or was
/// shut down; a new process is first given the last Initialize again, and where that fails its failure is what is seen.
class ChildAdaptor final : public Adaptor {
 public:
  /// Throws std::invalid_argument for a command that cannot be taken apart or names no program.
  explicit ChildAdaptor(std::string_view command, ChildOptions options = {});
  /// The path of a program and its arguments, the first of which is its own name.
  ChildAdaptor(std::string executable, std::vector<std::string> arguments, ChildOptions options);

  /// Throws std::invalid_argument for a request over 16 MiB, std::system_error where no process can be started.
  observation::Observation exchange(const scenario::Stimulus& stimulus) override;
  /// In one line to the host of a plug-in (plugin/plugin_host.cpp). The deadline is that of one answer times as many as
  /// they are, so that nothing is late by the work of the others: no answer in time ends the process and is a Crashed.
  std::vector<observation::Observation> exchange_at_once(std::span<const scenario::Stimulus> stimuli) override;
  int most_at_once() const override { return options_.most_at_once; }
  /// As one line, a batch, which has the deadline of an answer for each; one by one where that line would be over 16
  /// MiB or one of them cannot go in it. Throws as `exchange` does.
  std::vector<observation::Observation> exchange_all(std::span<const scenario::Stimulus> stimuli) override;

 private:
  void start();
  std::optional<observation::Observation> open_again();
  observation::Observation ask(const scenario::Stimulus& stimulus);
  void take_seat();
  Line send(const std::string& request, std::chrono::milliseconds deadline);
  observation::Observation without_line(const Line& line, std::chrono::milliseconds deadline);
  observation::Observation see_it_end(observation::Observation observation);
  void give_up(observation::Observation& observation);

  std::vector<std::string> arguments_;
  std::string executable_;
  ChildOptions options_;
  std::unique_ptr<Seat> seat_;
  std::unique_ptr<ChildProcess> process_;
  std::optional<scenario::Initialize> initialize_;
  bool takes_bytes_ = false;  ///< what its statement says of documents that are no UTF-8
  std::int64_t last_id_ = 0;
};

}  // namespace hallmark::adaptor
