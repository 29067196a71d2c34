#include "harness/run/session.h"

#include <algorithm>

#include "harness/generator/random.h"
#include "harness/run/metamorphic.h"

namespace hallmark::run {

scenario::Initialize opening(const Rules& rules) {
  scenario::Initialize made{rules.validator->version()};
  made.names_harness = !rules.disguised;
  if (rules.signers == nullptr) return made;
  made.signing = "ecdsa";
  made.certificates = rules.signers->certificates();
  return made;
}

Session::Session(std::unique_ptr<adaptor::Adaptor> adaptor, Rules rules) : adaptor_(std::move(adaptor)), rules_(rules) {
  rules_.pace = &pace_;
  open();
}

void Session::open() {
  opening_ = adaptor_->exchange(run::opening(rules_));
  auto* answered = std::get_if<observation::Answered>(&opening_);
  auto* opened = answered == nullptr ? nullptr : std::get_if<observation::Initialized>(&answered->answer);
  if (opened != nullptr)
    opened->statement.concurrent = std::min(opened->statement.concurrent, adaptor_->most_at_once());
  broken_ = observation::is_broken(opening_);
}

void Session::close() {
  if (!broken_) adaptor_->exchange(scenario::Shutdown{});
}

void Session::open_again() {
  if (broken_) open();
}

Played Session::play(const Case& test_case) {
  open_again();
  Played played = play_case(test_case, *adaptor_, rules_, opening_);
  broken_ = played.row.verdict.outcome == verdict::Outcome::error;
  return played;
}

}  // namespace hallmark::run
