#include "harness/adaptor/placement.h"

#include <unistd.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

namespace hallmark::adaptor {

namespace {

void put_on(pid_t thread, const cpu_set_t& cores) { ::sched_setaffinity(thread, sizeof cores, &cores); }

cpu_set_t only(int core) {
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(static_cast<std::size_t>(core), &one);
  return one;
}

}  // namespace

Placement placement(std::string_view word) {
  if (word == "free") return Placement::free;
  if (word == "one-core") return Placement::one_core;
  if (word == "auto") return Placement::automatic;
  throw std::invalid_argument("\"" + std::string(word) + "\" is no placement");
}

Cores::Cores() {
  CPU_ZERO(&allowed_);
  if (::sched_getaffinity(0, sizeof allowed_, &allowed_) != 0) return;
  for (int core = 0; core < CPU_SETSIZE; ++core) {
    if (CPU_ISSET(static_cast<std::size_t>(core), &allowed_)) numbers_.push_back(core);
  }
  takers_.resize(numbers_.size());
}

int Cores::take() {
  const std::lock_guard lock(mutex_);
  if (numbers_.empty()) return -1;
  const auto fewest = std::min_element(takers_.begin(), takers_.end());
  ++*fewest;
  return numbers_[static_cast<std::size_t>(fewest - takers_.begin())];
}

void Cores::give_back(int core) {
  const std::lock_guard lock(mutex_);
  const auto found = std::find(numbers_.begin(), numbers_.end(), core);
  if (found != numbers_.end()) --takers_[static_cast<std::size_t>(found - numbers_.begin())];
}

Seat::Seat(std::shared_ptr<Cores> cores) : cores_(std::move(cores)), core_(cores_->take()), thread_(::gettid()) {
  if (core_ >= 0) put_on(thread_, only(core_));
}

Seat::~Seat() {
  if (core_ < 0) return;
  put_on(thread_, cores_->allowed());
  cores_->give_back(core_);
}

void Seat::admit(pid_t process) const {
  if (core_ >= 0) put_on(process, only(core_));
}

}  // namespace hallmark::adaptor
