/// \file
/// The other half of the adaptor protocol: an implementation in our own process, offered to whoever speaks JSON-RPC.
#pragma once

#include <iosfwd>

#include "harness/adaptor/adaptor.h"

namespace hallmark::adaptor {

/// Reads requests (and batches) a line at a time, hands each to the implementation and writes its answer, until a
/// shutdown was answered or the input ends. A submitted document comes without a reading. Returns 0, or 1 where the
/// output takes no more.
int serve(Adaptor& implementation, std::istream& in, std::ostream& out);

}  // namespace hallmark::adaptor
