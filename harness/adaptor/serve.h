/// \file
/// The other half of the adaptor protocol: an implementation in our own process, offered to whoever speaks JSON-RPC.
#pragma once

#include <iosfwd>
#include <string>

#include "harness/adaptor/adaptor.h"

namespace hallmark::adaptor {

/// Reads requests (and batches) a line at a time, hands each to the implementation and writes its answer, until a
/// shutdown was answered or the input ends. A submitted document comes without a reading. Returns 0, or 1 where the
/// output takes no more.
int serve(Adaptor& implementation, std::istream& in, std::ostream& out);

/// The answer to one message of the protocol, a request or a batch, as one line without its end; empty where none is
/// due.
std::string answer_message(Adaptor& implementation, const std::string& message);

}  // namespace hallmark::adaptor
