/// \file
/// The way back: the one reading of a request that comes as a document and nothing else, such as one recorded from a
/// live system. Documents that Hallmark makes come with their reading.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "harness/scenario/stimulus.h"
#include "harness/schema/validator.h"
#include "spec/facts.h"

namespace hallmark::generator {

/// A request's reading, or why there is none.
struct DocumentReading {
  std::optional<scenario::RequestReading> reading;
  std::string problem;
};

/// Reads a DUIS Request of at most 16 MiB. Total: any bytes give one or the other; a DOCTYPE is refused, nothing is
/// fetched. Ids are trimmed and in upper case (the RequestID as it was written). The estate tells the DCC and device
/// types. The body's SRV is that of its element; of a signed pre-command, that of the message it carries. `deviation`
/// is set where the document is not valid against the schema, where header and body disagree, and where the facts do
/// not allow the Command Variant. What a schedule is about does not stand in 5.2 and 5.3.
DocumentReading read_request_document(std::string_view xml, const spec::Facts& facts,
                                      const schema::Validator& validator, const scenario::Estate& estate);

}  // namespace hallmark::generator
