#include "suites/commands/quarries.h"

#include <map>
#include <mutex>

#include "harness/adaptor/in_process.h"
#include "suites/in_parallel.h"
#include "suites/selection.h"

namespace hallmark::suites {

namespace {

/// Those that are hunted side by side, by their indices: who shares an honest implementation, dealt out to the threads.
std::vector<std::vector<std::size_t>> parties_of(const std::vector<implementations::DefectRow>& defects, int jobs) {
  std::map<std::string, std::vector<std::size_t>> alike;
  for (std::size_t index = 0; index < defects.size(); ++index) alike[defects[index].honest()].push_back(index);
  std::vector<std::vector<std::size_t>> parties;
  for (const auto& [honest, members] : alike) {
    const auto first = parties.size();
    parties.resize(first + std::min(members.size(), static_cast<std::size_t>(jobs)));
    const auto dealt = parties.size() - first;
    for (std::size_t place = 0; place < members.size(); ++place)
      parties[first + place % dealt].push_back(members[place]);
  }
  return parties;
}

}  // namespace

std::vector<implementations::DefectRow> chosen_defects(const std::string& filter, Context& context) {
  auto all = implementations::defects(context.facts());
  std::erase_if(all, [&](const auto& defect) { return !is_selected(filter, defect.name); });
  if (all.empty())
    throw UsageError("--defect " + filter + ": no defect has such a name: `hallmark list defects` names them");
  return all;
}

MakeAdaptor guarded(const std::string& name, Context& context) {
  const auto make = implementations::maker(name, context.facts(), context.profile(), context.validator());
  return [make] { return std::make_unique<adaptor::InProcess>(make); };
}

Quarry quarry_of(const implementations::DefectRow& defect, Context& context) {
  return {defect.name, defect.requirement, defect.level, guarded(defect.defective(), context),
          guarded(defect.honest(), context)};
}

std::vector<Hunted> hunt_defects(const std::vector<implementations::DefectRow>& defects,
                                 const std::vector<HuntedBy>& order, const HuntOptions& options, int jobs,
                                 Context& context) {
  const auto parties = parties_of(defects, jobs);
  std::vector<Hunted> made(defects.size());
  std::mutex one_at_a_time;
  in_parallel(parties.size(), jobs, [&](std::size_t number) {
    const auto& party = parties[number];
    std::vector<Quarry> quarries;
    for (const auto index : party) quarries.push_back(quarry_of(defects[index], context));
    auto of_party = options;
    of_party.done = [&](std::size_t place, const Hunted& hunted) {
      const std::lock_guard lock(one_at_a_time);
      if (options.done) options.done(party[place], hunted);
    };
    const auto hunted = hunt(quarries, order, of_party);
    for (std::size_t place = 0; place < party.size(); ++place) made[party[place]] = hunted[place];
  });
  return made;
}

}  // namespace hallmark::suites
