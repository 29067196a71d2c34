#include "harness/run/progress.h"

#include <fmt/format.h>

#include <algorithm>

namespace hallmark::run {

using std::chrono::steady_clock;

Progress::Progress(std::FILE* out, bool terminal, int total)
    : out_(out), terminal_(terminal), total_(std::max(total, 1)) {}

void Progress::advance(int failed) {
  ++done_;
  const auto now = steady_clock::now();
  const bool tenth = done_ * 10 / total_ != (done_ - 1) * 10 / total_;
  const bool due = terminal_ ? now - last_ > std::chrono::milliseconds(100) || done_ == total_ : tenth;
  if (!due) return;
  last_ = now;
  draw(failed);
}

void Progress::draw(int failed) {
  const double seconds = std::max(std::chrono::duration<double>(steady_clock::now() - since_).count(), 1e-3);
  const double rate = done_ / seconds;
  const std::string line = fmt::format("[{}/{}] {}%, {:.0f} cases/s, {:.0f} s left, {} failed", done_, total_,
                                       done_ * 100 / total_, rate, (total_ - done_) / rate, failed);
  fmt::print(out_, "{}", terminal_ ? "\r\033[K" + line : line + "\n");
  std::fflush(out_);
  drawn_ = true;
}

void Progress::finish() {
  if (terminal_ && drawn_) fmt::print(out_, "\n");
}

}  // namespace hallmark::run
