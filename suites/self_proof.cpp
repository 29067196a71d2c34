#include "suites/self_proof.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "harness/run/drops_refusal.h"

namespace hallmark::suites {

namespace {

using verdict::Outcome;

constexpr std::size_t most_tries = 5;  ///< pairs of a device type

/// What a rejected request that is carried out all the same breaks.
constexpr const char* prohibition = "mp169.allow-list";

/// Rejected by a must, and carried by one plain command.
bool is_suitable(const run::Case& pair) {
  const auto& axes = pair.axes;
  return axes.expect == "reject" && axes.level == "must" && axes.command_variant == 1 && !axes.device_type.empty();
}

/// By device type, in the order in which the suite has them.
std::vector<std::vector<const run::Case*>> by_device_type(const Suite& pairs) {
  std::map<std::string, std::size_t> places;
  std::vector<std::vector<const run::Case*>> made;
  for (const auto& pair : pairs.cases) {
    if (!is_suitable(pair)) continue;
    const auto [place, is_new] = places.try_emplace(pair.axes.device_type, made.size());
    if (is_new) made.emplace_back();
    auto& some = made[place->second];
    if (some.size() < most_tries) some.push_back(&pair);
  }
  return made;
}

/// Its failure of the prohibition, or null.
const verdict::Judgement* failure_in(const verdict::Verdict& verdict) {
  const auto found = std::find_if(verdict.judgements.begin(), verdict.judgements.end(), [](const auto& judgement) {
    const auto& ids = judgement.requirements;
    return judgement.outcome == Outcome::fail && std::find(ids.begin(), ids.end(), prohibition) != ids.end();
  });
  return found == verdict.judgements.end() ? nullptr : &*found;
}

std::string in_words(const verdict::Verdict& verdict) {
  std::string text(verdict::name(verdict.outcome));
  for (const auto& judgement : verdict.judgements) {
    if (judgement.outcome == verdict.outcome && !judgement.reason.empty()) return text + ": " + judgement.reason;
  }
  return text;
}

std::string named(const verdict::Judgement& judgement) {
  std::string text = judgement.reason;
  for (const auto& id : judgement.requirements) text += " [" + id + ']';
  return text;
}

/// Plays one pair, as it is and with the defect.
run::ProofCase proof_by(const run::Case& pair, const std::function<std::unique_ptr<adaptor::Adaptor>()>& make,
                        const run::Rules& rules) {
  run::ProofCase made{pair.id, pair.axes.device_type, "", ""};
  run::Session plain(make(), rules);
  const auto without = plain.play(pair).row.verdict;
  plain.close();
  if (const auto* failure = failure_in(without)) {
    made.outcome = "fails without it";
    made.text = named(*failure);
    return made;
  }
  auto shim = std::make_unique<run::DropsRefusal>(make(), *rules.vote);
  const auto* dropping = shim.get();
  run::Session planted(std::move(shim), rules);
  const auto with = planted.play(pair).row.verdict;
  const bool is_planted = dropping->has_dropped();
  planted.close();
  const auto* failure = is_planted ? failure_in(with) : nullptr;
  made.outcome = !is_planted ? "not planted" : failure != nullptr ? "caught" : "not caught";
  made.text = failure != nullptr ? named(*failure) : in_words(is_planted ? with : without);
  return made;
}

}  // namespace

run::SelfProof prove(const Suite& pairs, const std::function<std::unique_ptr<adaptor::Adaptor>()>& make,
                     const run::Rules& rules) {
  run::SelfProof proof;
  proof.planted = run::DropsRefusal::sentence;
  for (const auto& some : by_device_type(pairs)) {
    run::ProofCase last;
    for (const auto* pair : some) {
      last = proof_by(*pair, make, rules);
      if (last.outcome != "not planted") break;
    }
    proof.cases.push_back(std::move(last));
  }
  const auto is_any = [&](std::string_view outcome) {
    return std::any_of(proof.cases.begin(), proof.cases.end(),
                       [&](const auto& each) { return each.outcome == outcome; });
  };
  proof.holds = (is_any("caught") || is_any("fails without it")) && !is_any("not caught");
  return proof;
}

}  // namespace hallmark::suites
