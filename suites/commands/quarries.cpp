#include "suites/commands/quarries.h"

#include "harness/adaptor/in_process.h"
#include "suites/selection.h"

namespace hallmark::suites {

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

}  // namespace hallmark::suites
