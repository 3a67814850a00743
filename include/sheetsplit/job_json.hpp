// Events of a job as JSON, for the way from a worker process to the one that started it.
//
// Not a contract with other programs: both ends are the same program.  Pure; safe from any thread.
#pragma once

#include <string>
#include <string_view>

#include "sheetsplit/expected.hpp"
#include "sheetsplit/job.hpp"

namespace sheetsplit {

std::string to_json(const Event& event);

// Fails with invalid_json.
Expected<Event> event_from_json(std::string_view text);

}  // namespace sheetsplit
