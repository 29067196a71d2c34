#include "harness/observation/later_effects.h"

#include <iterator>
#include <utility>
#include <vector>

namespace hallmark::observation {
namespace {

template <class Row>
void append_rows(std::vector<Row>& rows, std::vector<Row> later) {
  rows.insert(rows.end(), std::make_move_iterator(later.begin()), std::make_move_iterator(later.end()));
}

}  // namespace

void append(Effects& effects, Effects later) {
  append_rows(effects.to_devices, std::move(later.to_devices));
  append_rows(effects.to_users, std::move(later.to_users));
  append_rows(effects.to_csp, std::move(later.to_csp));
  append_rows(effects.to_registration, std::move(later.to_registration));
  append_rows(effects.install_codes, std::move(later.install_codes));
}

}  // namespace hallmark::observation
