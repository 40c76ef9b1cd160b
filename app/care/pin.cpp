// SPDX-License-Identifier: GPL-3.0-or-later
#include "care/pin.h"

#include <crypt.h>
#include <string.h> // explicit_bzero

#include <algorithm>
#include <memory>

namespace tutti {
namespace {

/// Empty where libcrypt could make nothing of it.
std::string crypted(std::string_view digits, const char *setting)
{
    // Some ten kilobytes, too much for a stack; and what is left in it of a PIN goes with it.
    const auto work = std::make_unique<crypt_data>();
    const std::string phrase(digits);
    const char *made = crypt_rn(phrase.c_str(), setting, work.get(), sizeof(crypt_data));
    std::string result = made ? made : "";
    explicit_bzero(work.get(), sizeof(crypt_data));
    return result;
}

} // namespace

bool isPin(std::string_view digits)
{
    return digits.size() >= kPinShortest && digits.size() <= kPinLongest
        && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
}

tl::expected<std::string, std::string> sealPin(std::string_view digits)
{
    char setting[CRYPT_GENSALT_OUTPUT_SIZE];
    if (crypt_gensalt_rn(nullptr, 0, nullptr, 0, setting, sizeof setting))
        if (std::string seal = crypted(digits, setting); !seal.empty())
            return seal;
    return tl::unexpected(std::string("This machine could not keep the PIN; the door stays as it was. Start it again and try once more."));
}

bool fitsPin(std::string_view digits, const std::string &seal)
{
    return !seal.empty() && crypted(digits, seal.c_str()) == seal;
}

} // namespace tutti
