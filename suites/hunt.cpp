#include "suites/hunt.h"

#include <algorithm>
#include <chrono>
#include <map>

#include "harness/run/kill.h"
#include "harness/run/shrink.h"
#include "suites/follower.h"

namespace hallmark::suites {

namespace {

using verdict::Outcome;
using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point began) {
  return std::chrono::duration<double, std::milli>(Clock::now() - began).count();
}

/// A session whose adaptor is held on to.
template <class Kind>
struct Conversation {
  Conversation(std::unique_ptr<Kind> kind, const run::Rules& rules)
      : adaptor(kind.get()), session(std::move(kind), rules) {}
  Kind* adaptor;  ///< owned by the session
  run::Session session;
};

/// One that is hunted, with a conversation for each rules that cases come with.
class Hunting {
 public:
  Hunting(const Quarry& quarry, int evaluations) : quarry_(&quarry), evaluations_(evaluations) {}

  /// What came of it so far.
  Hunted made() const {
    Hunted made = made_;
    made.steps = cost_.steps;
    made.ms = cost_.ms;
    return made;
  }
  bool is_killed() const { return made_.killed; }
  long long steps() const { return cost_.steps; }

  /// Makes ready for a case that begins with this opening.
  Follower& ready(const run::Rules& rules, const observation::Observation& opening) {
    auto& talk = of(rules);
    talk.session.open_again();
    talk.adaptor->begin(talk.session.opening() == opening);
    return *talk.adaptor;
  }

  /// Judges it by itself where it did not follow to the end of what the honest one was asked; whether that killed it.
  bool judge(const HuntedBy& by, std::span<const Led> conversation, const verdict::Verdict& honest) {
    auto& talk = of(*by.rules);
    if (talk.adaptor->follows()) return false;
    const auto began = Clock::now();
    talk.adaptor->remember(conversation);
    const auto played = talk.session.play(*by.test_case);
    const auto* kill = run::kill_in(played.row.verdict, quarry_->requirement, is_should());
    const bool killed = kill != nullptr && honest_passes(by, honest);
    cost_.ms += milliseconds_since(began);
    if (!killed) return false;
    tell(by, *kill);
    shrink(by, played, talk.session.rules());
    return true;
  }

 private:
  bool is_should() const { return quarry_->level == spec::Level::should; }

  run::Rules asked(run::Rules rules) const {
    rules.strict = is_should();
    return rules;
  }

  Conversation<Follower>& of(const run::Rules& rules) {
    auto& talk = talks_[&rules];
    if (!talk) {
      auto follower = std::make_unique<Follower>(quarry_->defective(), cost_);
      talk = std::make_unique<Conversation<Follower>>(std::move(follower), asked(rules));
    }
    return *talk;
  }

  /// The verdict is by the rules as they are: where a should counts, it is taken again.
  bool honest_passes(const HuntedBy& by, const verdict::Verdict& verdict) const {
    const auto passes = [&](const verdict::Verdict& of) {
      return run::kill_in(of, quarry_->requirement, is_should()) == nullptr;
    };
    if (by.rules->strict == is_should()) return passes(verdict);
    run::Session honest(quarry_->honest(), asked(*by.rules));
    return passes(honest.play(*by.test_case).row.verdict);
  }

  void tell(const HuntedBy& by, const verdict::Judgement& kill) {
    made_.killed = true;
    made_.suite = by.suite->name;
    made_.case_id = by.test_case->id;
    made_.disguised = by.rules->disguised;
    made_.broken = kill.requirements;
  }

  void shrink(const HuntedBy& by, const run::Played& played, const run::Rules& rules) {
    if (played.row.verdict.outcome != Outcome::fail || evaluations_ == 0) return;
    run::ShrinkOptions options;
    options.evaluations = evaluations_;
    const auto scenario = run::scenario_of(*by.test_case, played, rules, quarry_->name);
    const auto least = run::shrink(scenario, quarry_->defective, rules, options);
    if (least.shrunk) made_.shrunk_steps = least.shrunk->steps;
  }

  const Quarry* quarry_;
  int evaluations_;
  Hunted made_;
  Follower::Cost cost_;
  std::map<const run::Rules*, std::unique_ptr<Conversation<Follower>>> talks_;
};

/// All that are hunted, and the honest one that leads them.
class Hunt {
 public:
  Hunt(const std::vector<Quarry>& quarries, const HuntOptions& options) : options_(&options) {
    for (const auto& quarry : quarries) {
      all_.push_back(std::make_unique<Hunting>(quarry, options.evaluations));
      alive_.push_back(all_.size() - 1);
    }
    if (!quarries.empty()) honest_ = quarries.front().honest;
  }

  std::vector<Hunted> play(const std::vector<HuntedBy>& order) {
    for (const auto& by : order) {
      std::erase_if(alive_, [&](std::size_t index) { return is_over(index); });
      if (alive_.empty()) break;
      play(by);
    }
    for (const auto index : alive_) told(index);
    std::vector<Hunted> made;
    for (const auto& each : all_) made.push_back(each->made());
    return made;
  }

 private:
  /// Whether nothing more is played with it; it is told then.
  bool is_over(std::size_t index) const {
    if (all_[index]->is_killed()) return true;
    if (all_[index]->steps() < options_->steps_max) return false;
    told(index);
    return true;
  }

  void told(std::size_t index) const {
    if (options_->done) options_->done(index, all_[index]->made());
  }

  void play(const HuntedBy& by) {
    auto& lead = of(*by.rules);
    lead.session.open_again();
    std::vector<Follower*> followers;
    for (const auto index : alive_) {
      auto& follower = all_[index]->ready(*by.rules, lead.session.opening());
      if (follower.follows()) followers.push_back(&follower);
    }
    lead.adaptor->begin(std::move(followers));
    const auto led = lead.session.play(*by.test_case);
    lead.adaptor->end();
    for (const auto index : alive_) {
      if (all_[index]->judge(by, lead.adaptor->conversation(), led.row.verdict)) told(index);
    }
  }

  Conversation<Leader>& of(const run::Rules& rules) {
    auto& talk = leads_[&rules];
    if (!talk) talk = std::make_unique<Conversation<Leader>>(std::make_unique<Leader>(honest_()), rules);
    return *talk;
  }

  const HuntOptions* options_;
  MakeAdaptor honest_;
  std::vector<std::unique_ptr<Hunting>> all_;
  std::vector<std::size_t> alive_;
  std::map<const run::Rules*, std::unique_ptr<Conversation<Leader>>> leads_;
};

}  // namespace

std::vector<Hunted> hunt(const std::vector<Quarry>& quarries, const std::vector<HuntedBy>& order,
                         const HuntOptions& options) {
  return Hunt(quarries, options).play(order);
}

}  // namespace hallmark::suites
