/// \file
/// The part of a long history that a failure is about, short enough to be kept, played again and shrunk.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "harness/scenario/scenario.h"

namespace hallmark::run {

/// Of the first `played` stimuli of a history: the Reset, what names a device, a metering point or a hub's other device
/// of the homes that the reason names or, where it names none, that the stimuli since the last Drain but one do; the
/// last Advance before each of them, and the Drain after it. Empty where that are more than 20,000.
/// `history` gives it from its start, whenever it is asked.
std::vector<scenario::Stimulus> excerpt(const std::function<std::unique_ptr<scenario::StimulusSource>()>& history,
                                        std::size_t played, std::string_view reason);

}  // namespace hallmark::run
