#include "harness/scenario/estate.h"

#include <algorithm>

namespace hallmark::scenario {
namespace {

template <class Row>
const Row* find_by_id(const std::vector<Row>& rows, std::string_view id) {
  const auto found = std::ranges::find(rows, id, &Row::id);
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace

const Device* find_device(const Estate& estate, std::string_view id) { return find_by_id(estate.devices, id); }

const MeteringPoint* find_metering_point(const Estate& estate, std::string_view id) {
  return find_by_id(estate.metering_points, id);
}

const User* find_user(const Estate& estate, std::string_view id) { return find_by_id(estate.users, id); }

}  // namespace hallmark::scenario
