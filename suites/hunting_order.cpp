#include "suites/hunting_order.h"

#include <map>
#include <queue>
#include <sstream>

#include "harness/generator/random.h"

namespace hallmark::suites {

namespace {

/// What a stimulus costs, told by its size alone: a plain one counts as one.
struct Effort {
  double operator()(const scenario::Reset& reset) const {
    return 1 + static_cast<double>(reset.estate.devices.size() + reset.estate.metering_points.size()) / 32;
  }
  double operator()(const scenario::Submit& submit) const { return 1 + static_cast<double>(submit.duis.size()) / 1000; }
  double operator()(const scenario::Inventory& event) const {
    return 1 + static_cast<double>(event.devices.size()) / 16;
  }
  template <class Other>
  double operator()(const Other&) const {
    return 1;
  }
};

/// A history is made while it is played: nothing tells beforehand what it costs, so it waits for its turn.
constexpr double effort_of_history = 2'000;

double effort_of(const run::Case& test_case, std::uint64_t seed) {
  if (test_case.history) return effort_of_history;
  double effort = 0;
  for (const auto& trial : test_case.trials(generator::case_seed(seed, test_case.id))) {
    for (const auto* half : {&trial.clear, &trial.restricted}) {
      for (const auto& stimulus : *half) effort += std::visit(Effort{}, stimulus);
    }
  }
  return effort;
}

/// What a case is about: its suite, its fact, each axis ("esme", "cv4"), and the fact with each axis.
std::vector<std::string> subjects_of(const Suite& suite, const run::Case& test_case) {
  std::vector<std::string> subjects = {suite.name};
  std::istringstream words(test_case.id.substr(suite.name.size() + 1));
  std::string fact;
  std::getline(words, fact, '.');
  subjects.push_back(fact);
  for (std::string axis; std::getline(words, axis, '.');) {
    subjects.push_back(axis);
    subjects.push_back(fact + '.' + axis);
  }
  return subjects;
}

/// A case that waits for its turn.
struct Waiting {
  double promise = 0;     ///< news for each effort, when last looked at
  std::size_t place = 0;  ///< among all, to tell equals apart
  double effort = 0;
  std::vector<std::size_t> subjects;
  HuntedBy by;
  bool operator<(const Waiting& other) const {
    return std::pair(promise, other.place) < std::pair(other.promise, place);
  }
};

/// Gives the cases out, the one with the most news for its effort first. News of a subject falls with each case about
/// it.
class ByPromise {
 public:
  void add(const Course& course, const Suite& suite, const run::Case& test_case, double effort) {
    Waiting waiting{0, waiting_.size(), effort * course.price, {}, {&suite, &test_case, &course.rules}};
    for (const auto& subject : subjects_of(suite, test_case)) {
      const auto [known, is_new] = numbers_.try_emplace({&course, subject}, times_.size());
      if (is_new) times_.push_back(0);
      waiting.subjects.push_back(known->second);
    }
    waiting.promise = promise_of(waiting);
    waiting_.push(std::move(waiting));
  }

  std::vector<HuntedBy> in_order() {
    std::vector<HuntedBy> order;
    while (!waiting_.empty()) {
      auto first = waiting_.top();
      waiting_.pop();
      first.promise = promise_of(first);  // it can only have fallen
      if (!waiting_.empty() && first < waiting_.top()) {
        waiting_.push(std::move(first));
        continue;
      }
      for (const auto subject : first.subjects) ++times_[subject];
      order.push_back(first.by);
    }
    return order;
  }

 private:
  double promise_of(const Waiting& waiting) const {
    double news = 0;
    for (const auto subject : waiting.subjects) news += 1.0 / ((1.0 + times_[subject]) * (1.0 + times_[subject]));
    return news / waiting.effort;
  }

  std::map<std::pair<const Course*, std::string>, std::size_t> numbers_;
  std::vector<double> times_;  ///< cases about a subject so far
  std::priority_queue<Waiting> waiting_;
};

}  // namespace

std::vector<HuntedBy> hunting_order(const std::vector<const Course*>& courses, std::uint64_t seed) {
  ByPromise waiting;
  std::map<std::string, double> efforts;
  for (const auto* course : courses) {
    for (const auto& suite : course->suites) {
      for (const auto& each : suite.cases) {
        auto known = efforts.find(each.id);
        if (known == efforts.end()) known = efforts.emplace(each.id, effort_of(each, seed)).first;
        waiting.add(*course, suite, each, known->second);
      }
    }
  }
  return waiting.in_order();
}

}  // namespace hallmark::suites
