#include "reports/matrix.h"

#include <algorithm>
#include <set>

namespace hallmark::reports {
namespace {

/// Orders SRVs as a reader expects; falls back on the text so that it stays a strict order.
struct BySrv {
  bool operator()(const std::string& left, const std::string& right) const {
    if (srv_before(left, right)) return true;
    return !srv_before(right, left) && left < right;
  }
};

std::vector<std::string> columns(std::set<std::string> present, const spec::Facts& facts) {
  std::vector<std::string> ordered;
  for (const spec::DeviceType& type : facts.device_types)
    if (present.erase(type.id) > 0) ordered.push_back(type.id);
  ordered.insert(ordered.end(), present.begin(), present.end());
  return ordered;
}

}  // namespace

Outcome MatrixRow::worst() const {
  Outcome worst = Outcome::none;
  for (const auto& [type, cell] : cells) worst = std::max(worst, cell.worst->verdict.outcome);
  return worst;
}

Matrix matrix(const run::Record& record, const spec::Facts& facts) {
  std::map<std::string, MatrixRow, BySrv> rows;
  std::set<std::string> present;
  for (const run::CaseRow& row : record.cases) {
    const run::Axes& axes = row.axes;
    if (axes.srv.empty() || axes.device_type.empty()) continue;
    present.insert(axes.device_type);
    Cell& cell = rows.try_emplace(axes.srv, MatrixRow{axes.srv, {}}).first->second.cells[axes.device_type];
    ++cell.cases;
    if (!cell.worst || cell.worst->verdict.outcome < row.verdict.outcome) cell.worst = &row;
  }
  Matrix result{columns(std::move(present), facts), {}};
  for (auto& [srv, row] : rows) result.rows.push_back(std::move(row));
  return result;
}

std::string worst_reason(const run::CaseRow& row) {
  const verdict::Judgement* worst = nullptr;
  for (const verdict::Judgement& judgement : row.verdict.judgements)
    if (!worst || worst->outcome < judgement.outcome) worst = &judgement;
  return worst ? worst->reason : std::string();
}

}  // namespace hallmark::reports
