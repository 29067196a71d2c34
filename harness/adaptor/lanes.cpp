#include "harness/adaptor/lanes.h"

#include <condition_variable>
#include <exception>
#include <latch>
#include <mutex>
#include <thread>

namespace hallmark::adaptor {

using observation::Observation;

/// One adaptor and its thread, which hands over what it is given.
class Lanes::Lane {
 public:
  explicit Lane(std::unique_ptr<Adaptor> adaptor) : adaptor_(std::move(adaptor)), thread_([this] { run(); }) {}
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;
  ~Lane() {
    {
      const std::lock_guard lock(mutex_);
      is_over_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }

  /// Both must live until `seen` has come back.
  void begin(const scenario::Stimulus& stimulus, std::latch& start) {
    {
      const std::lock_guard lock(mutex_);
      stimulus_ = &stimulus;
      start_ = &start;
    }
    changed_.notify_all();
  }

  Observation seen() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stimulus_ == nullptr; });
    if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
    return std::move(seen_);
  }

  /// As `seen`, where nobody asks what came of it.
  void wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stimulus_ == nullptr; });
  }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [&] { return stimulus_ != nullptr || is_over_; });
      if (is_over_) return;
      lock.unlock();
      start_->arrive_and_wait();
      hand_over();
      lock.lock();
      stimulus_ = nullptr;
      changed_.notify_all();
    }
  }

  void hand_over() {
    try {
      seen_ = adaptor_->exchange(*stimulus_);
    } catch (...) {
      thrown_ = std::current_exception();
    }
  }

  std::unique_ptr<Adaptor> adaptor_;
  std::mutex mutex_;
  std::condition_variable changed_;
  const scenario::Stimulus* stimulus_ = nullptr;  ///< to be handed over, or under way; null: it waits for one
  std::latch* start_ = nullptr;
  Observation seen_;
  std::exception_ptr thrown_;
  bool is_over_ = false;
  std::thread thread_;
};

Lanes::Lanes(Open open) : open_(std::move(open)) {}

Lanes::~Lanes() = default;

std::vector<Observation> Lanes::exchange(std::span<const scenario::Stimulus> stimuli) {
  while (lanes_.size() < stimuli.size()) lanes_.push_back(std::make_unique<Lane>(open_()));
  std::latch start(static_cast<std::ptrdiff_t>(stimuli.size()));
  for (std::size_t i = 0; i < stimuli.size(); ++i) lanes_[i]->begin(stimuli[i], start);
  for (std::size_t i = 0; i < stimuli.size(); ++i) lanes_[i]->wait();
  std::vector<Observation> seen;
  seen.reserve(stimuli.size());
  for (std::size_t i = 0; i < stimuli.size(); ++i) seen.push_back(lanes_[i]->seen());
  return seen;
}

}  // namespace hallmark::adaptor
