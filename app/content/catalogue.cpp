// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/catalogue.h"

#include "content/json_text.h"
#include "core/preset.h"

#include <fmt/format.h>

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>

// A macro that has to stand outside every namespace; a static library's resources are not found without it.
static void initCatalogueResource()
{
    Q_INIT_RESOURCE(catalogue);
}

namespace tutti {

namespace {

const Json *member(const Json &object, std::string_view key)
{
    const auto it = object.find(std::string{key});
    return it == object.end() ? nullptr : &*it;
}

/// Reads one entry and remembers the first thing that is wrong with it.
class EntryReader {
public:
    explicit EntryReader(const Json &entry) : m_entry(entry) {}

    std::string text(std::string_view key)
    {
        const Json *value = member(m_entry, key);
        if (value && value->is_string() && !value->get_ref<const std::string &>().empty())
            return value->get<std::string>();
        wrong(key, "must be a word or a name in quotes");
        return {};
    }

    int whole(std::string_view key, int low, int high, std::optional<int> otherwise = {})
    {
        const Json *value = member(m_entry, key);
        if (!value && otherwise)
            return *otherwise;
        if (value && value->is_number_integer()) {
            const auto number = value->get<double>(); // no range to overflow
            if (number >= low && number <= high)
                return static_cast<int>(number);
        }
        wrong(key, fmt::format("must be a whole number from {} to {}", low, high));
        return low;
    }

    /// The strokes of what has no pitch, by pad. A shorter list repeats its last: the small pads then sound alike, and
    /// the big one keeps its own. "key" alone is one stroke for all pads.
    std::array<int, kMaxPads> strokes()
    {
        std::array<int, kMaxPads> keys{};
        const Json *list = member(m_entry, "keys");
        if (!list && member(m_entry, "key")) {
            keys.fill(whole("key", 0, 127));
            return keys;
        }
        const auto isKey = [](const Json &item) { return item.is_number_integer() && item.get<double>() >= 0 && item.get<double>() <= 127; };
        if (!list || !list->is_array() || list->empty() || list->size() > keys.size() || !std::all_of(list->begin(), list->end(), isKey)) {
            wrong("keys", fmt::format("must be a list of 1 to {} whole numbers from 0 to 127", keys.size()));
            return keys;
        }
        for (std::size_t pad = 0; pad < keys.size(); ++pad)
            keys[pad] = (*list)[std::min(pad, list->size() - 1)].get<int>();
        return keys;
    }

    bool truth(std::string_view key)
    {
        const Json *value = member(m_entry, key);
        if (value && value->is_boolean())
            return value->get<bool>();
        wrong(key, "must be true or false");
        return false;
    }

    /// Whether a General MIDI bank has it: not if the gain is given for the embedded set alone.
    bool isInGm()
    {
        const Json *gain = member(m_entry, "gain_db");
        return !gain || !gain->is_object() || member(*gain, "gm");
    }

    /// One number for both banks, or an object with one for each.
    float decibels(std::string_view key, std::string_view bank, int low, int high, float otherwise)
    {
        const Json *value = member(m_entry, key);
        if (value && value->is_object())
            value = member(*value, bank);
        if (!value)
            return otherwise;
        if (value->is_number()) {
            const auto db = value->get<double>();
            if (db >= low && db <= high)
                return static_cast<float>(db);
        }
        wrong(key, fmt::format("must be a number from {} to {}, or {{\"gm\": one, \"embedded\": one}}", low, high));
        return otherwise;
    }

    SoundAddress address(Bank bank)
    {
        const std::string_view name = bank == Bank::Gm ? "gm" : "embedded";
        SoundAddress address;
        address.lies = bank;
        address.bank = whole("bank", 0, kDrumBank);
        address.program = whole("program", 0, 127);
        address.gainDb = decibels("gain_db", name, -24, 24, 0);
        address.peakDb = decibels("peak_dbfs", name, -60, 0, kUsualPeakDb + address.gainDb);
        const int variations = whole("variations", 1, 8, 1);
        if (bank == Bank::Embedded)
            address.variations = variations;
        return address;
    }

    /// Left out: all of them.
    std::vector<SeatId> seats()
    {
        std::vector<SeatId> seats;
        const Json *value = member(m_entry, "seats");
        for (int seat = 0; seat < kMaxSeats; ++seat)
            if (!value || std::find(value->begin(), value->end(), seat) != value->end())
                seats.emplace_back(seat);
        if (value && (!value->is_array() || value->empty() || seats.size() != value->size()))
            wrong("seats", fmt::format("must be a list of different whole numbers from 0 to {}", kMaxSeats - 1));
        return seats;
    }

    void wrong(std::string_view key, std::string_view must)
    {
        if (!m_wrong)
            m_wrong = fmt::format("\"{}\" {}", key, must);
    }
    [[nodiscard]] const std::optional<std::string> &problem() const { return m_wrong; }

private:
    const Json &m_entry;
    std::optional<std::string> m_wrong;
};

tl::expected<CatalogueEntry, std::string> readEntry(const Json &json)
{
    if (!json.is_object())
        return tl::unexpected(std::string{"an instrument must stand in { }"});
    EntryReader reader(json);
    CatalogueEntry entry;
    Instrument &instrument = entry.instrument;
    instrument.id = reader.text("id");
    entry.name = reader.text("name");
    entry.symbol = reader.text("symbol");
    entry.family = reader.text("family");
    instrument.pitched = reader.truth("pitched");
    if (instrument.pitched) {
        instrument.lowKey = reader.whole("low", 0, 127);
        instrument.highKey = reader.whole("high", 0, 127);
        // Any scale has a note within an octave; less could leave a seat without one.
        if (instrument.highKey < instrument.lowKey + 12)
            reader.wrong("high", "must be at least 12 above \"low\"");
    } else {
        instrument.drumKeys = reader.strokes();
    }
    instrument.percussive = reader.truth("percussive");
    if (reader.isInGm())
        entry.gm = reader.address(Bank::Gm);
    entry.embedded = reader.address(Bank::Embedded);
    entry.seats = reader.seats();
    if (reader.problem())
        return tl::unexpected(*reader.problem());
    return entry;
}

/// Collects what was wrong and says it as one sentence.
class Problems {
public:
    explicit Problems(std::string_view file) : m_file(file) {}
    void add(std::string_view where, std::string_view what, std::string_view then)
    {
        if (m_first.empty())
            m_first = fmt::format("{}, {}: {}; {}", m_file, where, what, then);
        else
            ++m_more;
    }
    [[nodiscard]] std::optional<std::string> sentence() const
    {
        if (m_first.empty())
            return std::nullopt;
        if (m_more == 0)
            return m_first + ".";
        return fmt::format("{} ({} more {} wrong in the same file).", m_first, m_more, m_more == 1 ? "thing is" : "things are");
    }

private:
    std::string m_file;
    std::string m_first;
    int m_more = 0;
};

} // namespace

Catalogue::Reading Catalogue::parse(std::string_view text, std::string_view name, const Catalogue *base)
{
    Reading reading;
    Catalogue &catalogue = reading.catalogue;
    if (base)
        catalogue = *base;
    Problems problems(name);
    constexpr std::string_view kBuiltIn = "until then the built-in catalogue is used";

    const auto json = parseJson(text);
    if (!json) {
        problems.add(json.error(), "this is not JSON", fmt::format("correct it there; {}", kBuiltIn));
    } else if (const Json *version = json->is_object() ? member(*json, "tutti_catalogue") : nullptr; !version || *version != 1) {
        problems.add("at the top", "\"tutti_catalogue\" must be 1",
            fmt::format("add it, or put a catalogue for this version there; {}", kBuiltIn));
    } else {
        const Json *instruments = member(*json, "instruments");
        if (instruments && !instruments->is_array())
            problems.add("\"instruments\"", "this must be a list in [ ]", "correct it to hear them");
        std::vector<std::string> seen;
        for (std::size_t i = 0; instruments && instruments->is_array() && i < instruments->size(); ++i) {
            const Json &item = (*instruments)[i];
            const Json *id = item.is_object() ? member(item, "id") : nullptr;
            const std::string where = id && id->is_string() ? fmt::format("entry {} (\"{}\")", i + 1, id->get_ref<const std::string &>())
                                                            : fmt::format("entry {}", i + 1);
            constexpr std::string_view kThen = "correct it to hear that instrument";
            const auto entry = readEntry(item);
            if (!entry) {
                problems.add(where, entry.error(), kThen);
                continue;
            }
            if (std::find(seen.begin(), seen.end(), entry->instrument.id) != seen.end()) {
                problems.add(where, "there is an entry of that id already", "give it another");
                continue;
            }
            seen.push_back(entry->instrument.id);
            const auto same = std::find_if(catalogue.m_entries.begin(), catalogue.m_entries.end(),
                [&](const CatalogueEntry &e) { return e.instrument.id == entry->instrument.id; });
            if (same == catalogue.m_entries.end())
                catalogue.m_entries.push_back(*entry);
            else
                *same = *entry;
        }
        const auto readSeats = [&](std::string_view key, std::vector<std::string> &into) {
            const Json *list = member(*json, key);
            if (!list)
                return;
            std::vector<std::string> ids;
            if (list->is_array())
                for (const Json &id : *list)
                    if (id.is_string() && catalogue.find(id.get_ref<const std::string &>()))
                        ids.push_back(id.get<std::string>());
            if (list->is_array() && list->size() == kMaxSeats && ids.size() == kMaxSeats)
                into = std::move(ids);
            else
                problems.add(fmt::format("\"{}\"", key), fmt::format("this must be a list of {} ids of instruments that are there", kMaxSeats),
                    "correct it to hear your own choice");
        };
        readSeats("open_pads", catalogue.m_openPads);
        readSeats("drums", catalogue.m_drums);
    }
    reading.problem = problems.sentence();
    return reading;
}

const Catalogue &Catalogue::builtIn()
{
    static const Catalogue catalogue = [] {
        initCatalogueResource();
        const auto text = readTextFile(QStringLiteral(":/tutti/catalogue.json"));
        Reading reading = parse(text.value_or(std::string{}), "soundfonts/catalogue.json", nullptr);
        // A test holds the built-in file to being whole, so this cannot be met by a user.
        Q_ASSERT_X(!reading.problem, "Catalogue::builtIn", reading.problem.value_or("").c_str());
        return std::move(reading.catalogue);
    }();
    return catalogue;
}

Catalogue::Reading Catalogue::read(const QString &file)
{
    if (!QFileInfo::exists(file))
        return {builtIn(), std::nullopt};
    const auto text = readTextFile(file);
    if (!text)
        return {builtIn(), text.error()};
    return parse(*text, file.toStdString(), &builtIn());
}

const CatalogueEntry *Catalogue::find(std::string_view id) const noexcept
{
    const auto it = std::find_if(m_entries.begin(), m_entries.end(), [&](const CatalogueEntry &e) { return e.instrument.id == id; });
    return it == m_entries.end() ? nullptr : &*it;
}

Palette Catalogue::palette() const
{
    std::vector<Instrument> instruments;
    instruments.reserve(m_entries.size());
    for (const CatalogueEntry &entry : m_entries)
        instruments.push_back(entry.instrument);
    return Palette(std::move(instruments));
}

std::vector<SoundAddress> Catalogue::addresses(Bank bank) const
{
    std::vector<SoundAddress> addresses;
    addresses.reserve(m_entries.size());
    for (const CatalogueEntry &entry : m_entries) {
        switch (bank) {
        case Bank::Gm:
            addresses.push_back(entry.gm.value_or(entry.embedded));
            break;
        case Bank::Embedded:
            addresses.push_back(entry.embedded);
            break;
        }
    }
    return addresses;
}

} // namespace tutti
