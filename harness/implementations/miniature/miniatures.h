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
/// Is as honest as what it is made of, but says yes to every reset after the first and keeps the world that it has.
std::unique_ptr<adaptor::Adaptor> never_resets(std::unique_ptr<adaptor::Adaptor> honest);

}  // namespace hallmark::implementations
