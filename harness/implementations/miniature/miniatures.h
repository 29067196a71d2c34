/// \file
/// Miniature liars: small implementations that are wrong in one plain way, to prove that the harness sees it.
#pragma once

#include <memory>

#include "harness/adaptor/adaptor.h"

namespace hallmark::implementations {

/// Accepts every request and side call and passes everything on, flag or no flag.
std::unique_ptr<adaptor::Adaptor> accepts_all();
/// Refuses every request and side call.
std::unique_ptr<adaptor::Adaptor> refuses_all();
/// Throws at the first request.
std::unique_ptr<adaptor::Adaptor> crashes();

}  // namespace hallmark::implementations
