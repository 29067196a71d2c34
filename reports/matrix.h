/// \file
/// The cases of a record laid out by Service Request and device type.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "reports/tally.h"

namespace hallmark::reports {

/// What was seen of one Service Request on one device type; where cases differ, of the worst of them.
struct Cell {
  const run::CaseRow* worst = nullptr;
  int cases = 0;
};

/// One Service Request and its cells by device type.
struct MatrixRow {
  std::string srv;
  std::map<std::string, Cell> cells;

  /// The worst outcome in the row.
  Outcome worst() const;
};

/// The matrix: rows by SRV; columns in the order of the facts, then device types that the facts do not know.
struct Matrix {
  std::vector<std::string> device_types;
  std::vector<MatrixRow> rows;
};

/// Every case that names an SRV and a device type.
Matrix matrix(const run::Record& record, const spec::Facts& facts);

/// The reason of the worst judgement of a case, empty where there is none.
std::string worst_reason(const run::CaseRow& row);

}  // namespace hallmark::reports
