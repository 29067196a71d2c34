#include "harness/run/interrupted_run.h"

#include <fstream>
#include <stdexcept>

#include "harness/run/record_line.h"

namespace hallmark::run {

InterruptedRun::InterruptedRun(std::filesystem::path record) : record_(std::move(record)) {
  if (std::filesystem::exists(record_)) look_over();
}

void InterruptedRun::look_over() {
  std::ifstream in(record_, std::ios::binary);
  if (!in) throw std::runtime_error(record_.string() + ": cannot be opened for reading");
  LineReader reader(in);
  std::uintmax_t begin = 0;
  std::uintmax_t case_begin = 0;
  int number = 1;
  try {
    for (std::string line; reader.next(line) && !reader.cut_off(); ++number) {
      const Json parsed = parse_line(line, false);
      const std::string kind = record_kind(parsed);
      if (!header_ && kind != "header") throw std::runtime_error("the first line of a record is its header");
      begin += line.size() + 1;
      if (kind == "step") continue;
      if (kind == "header") header_ = header_from_json(parsed);
      if (kind == "case") {
        const CaseRow row = case_from_json(parsed);
        if (!row.scenario.empty()) scenarios_.push_back(row.scenario);
        places_.insert_or_assign({row.iteration, row.case_id}, case_begin);
      }
      if (kind == "header" || kind == "case") bytes_to_keep_ = begin;
      case_begin = begin;
    }
  } catch (const std::runtime_error& wrong) {
    throw std::runtime_error(record_.string() + ":" + std::to_string(number) + ": " + wrong.what());
  }
}

RecordedCase InterruptedRun::read(int iteration, const std::string& case_id) const {
  const auto changed = [&] {
    return std::runtime_error(record_.string() + ": case " + case_id + " is no longer where it was: what wrote there?");
  };
  std::ifstream in(record_, std::ios::binary);
  in.seekg(static_cast<std::streamoff>(places_.at({iteration, case_id})));
  RecordedCase recorded;
  LineReader reader(in);
  for (std::string line; reader.next(line);) {
    const Json parsed = parse_line(line, reader.cut_off());
    const std::string kind = record_kind(parsed);
    if (kind == "step") recorded.steps.push_back(step_from_json(parsed));
    if (kind != "case") continue;
    recorded.row = case_from_json(parsed);
    if (recorded.row.case_id != case_id || recorded.row.iteration != iteration) throw changed();
    return recorded;
  }
  throw changed();
}

}  // namespace hallmark::run
