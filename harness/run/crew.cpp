#include "harness/run/crew.h"

#include <algorithm>

namespace hallmark::run {

namespace {

/// How far workers may run ahead of who takes the results: enough to keep them busy, little memory.
constexpr std::size_t ahead = 64;

}  // namespace

Crew::Crew(std::vector<const Case*> cases, int workers, std::function<std::unique_ptr<Session>()> make_session)
    : cases_(std::move(cases)), make_session_(std::move(make_session)), results_(cases_.size()) {
  const auto count =
      std::min<std::size_t>(static_cast<std::size_t>(std::max(workers, 1)), std::max<std::size_t>(cases_.size(), 1));
  for (std::size_t worker = 0; worker < count; ++worker) threads_.emplace_back([this] { work(); });
}

Crew::~Crew() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  changed_.notify_all();
  for (auto& thread : threads_) thread.join();
}

std::optional<std::size_t> Crew::claim() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return stop_ || next_ >= cases_.size() || next_ < taken_ + ahead; });
  if (stop_ || next_ >= cases_.size()) return std::nullopt;
  return next_++;
}

void Crew::work() {
  try {
    const auto session = make_session_();
    while (const auto index = claim()) {
      Played played = session->play(*cases_[*index]);
      const std::lock_guard lock(mutex_);
      results_[*index] = std::move(played);
      changed_.notify_all();
    }
    session->close();
  } catch (...) {
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = std::current_exception();
    changed_.notify_all();
  }
}

Played Crew::take(std::size_t index) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return results_[index].has_value() || failure_ != nullptr; });
  if (!results_[index]) std::rethrow_exception(failure_);
  Played played = std::move(*results_[index]);
  results_[index].reset();
  taken_ = index + 1;
  changed_.notify_all();
  return played;
}

}  // namespace hallmark::run
