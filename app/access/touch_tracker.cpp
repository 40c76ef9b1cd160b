// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/touch_tracker.h"

#include <algorithm>
#include <cmath>

namespace tutti {

namespace {
constexpr std::size_t kUsualContacts = 64;
}

bool TouchTracker::Cluster::near(double x, double y, double spanMm) const
{
    const int kept = std::min(count, kSpots);
    return std::all_of(spots, spots + kept, [&](const Spot &spot) { return std::hypot(spot.x - x, spot.y - y) <= spanMm; });
}

void TouchTracker::Cluster::add(double x, double y)
{
    if (count < kSpots)
        spots[count] = {x, y};
    ++count;
}

TouchTracker::TouchTracker(const PadMap &pads, TouchNumbers &numbers, TouchOptions options)
    : m_pads(&pads), m_numbers(&numbers), m_options(options)
{
    m_contacts.reserve(kUsualContacts);
    m_clusters.reserve(kUsualContacts);
}

TouchTracker::Contact *TouchTracker::find(ContactId id)
{
    const auto it = std::find_if(m_contacts.begin(), m_contacts.end(), [id](const Contact &c) { return c.id == id; });
    return it == m_contacts.end() ? nullptr : &*it;
}

bool TouchTracker::knows(ContactId id) const
{
    return std::any_of(m_contacts.begin(), m_contacts.end(), [id](const Contact &c) { return c.id == id; });
}

void TouchTracker::forget(Contact *contact)
{
    m_contacts.erase(m_contacts.begin() + (contact - m_contacts.data()));
}

double TouchTracker::strengthAt(const PadHit &hit) const
{
    if (!m_options.strengthByPlace)
        return 0.75;
    return std::round((1.0 - 0.5 * std::clamp(hit.offCentre, 0.0, 1.0)) * 1000.0) / 1000.0;
}

void TouchTracker::noteDue(Micros due)
{
    m_due = m_due ? std::min(*m_due, due) : due;
}

std::optional<Micros> TouchTracker::nextDue() const
{
    return m_due;
}

std::size_t TouchTracker::openCount() const
{
    return static_cast<std::size_t>(std::count_if(m_contacts.begin(), m_contacts.end(),
        [](const Contact &c) { return c.state == State::Sounding; }));
}

void TouchTracker::began(ContactId id, double xMm, double yMm, std::uint64_t press, StrikeBy by, Micros t, Outputs &out)
{
    if (Contact *known = find(id)) {
        if (known->press == press)
            return;
        ended(id, t, out);
    }
    advance(t, out);

    Contact contact;
    contact.id = id;
    contact.press = press;
    contact.x = xMm;
    contact.y = yMm;
    contact.by = by;
    contact.began = t;
    if (const auto hit = m_pads->hit(xMm, yMm)) {
        if (hit->seat == m_controlSeat)
            takeLead(contact, *hit);
        land(contact, *hit, t, out);
    }
    m_contacts.push_back(contact);
}

void TouchTracker::takeLead(Contact &contact, const PadHit &hit)
{
    contact.leads = true;
    switch (hit.rotation) {
    case 90: contact.upX = 1; break;
    case 180: contact.upY = 1; break;
    case 270: contact.upX = -1; break;
    default: contact.upY = -1; break;
    }
}

TouchTracker::Cluster *TouchTracker::clusterFor(const Contact &contact, Micros t)
{
    for (Cluster &cluster : m_clusters) {
        if (cluster.device == contact.id.device && cluster.seat == contact.seat && cluster.pad == contact.pad
            && t - cluster.first <= m_options.flatHandWithin && cluster.near(contact.x, contact.y, m_options.flatHandSpanMm))
            return &cluster;
    }
    return nullptr;
}

/// A fresh press on a pad: the first of its cluster sounds, the next wait, and from the fourth on it is a hand.
void TouchTracker::land(Contact &contact, const PadHit &hit, Micros t, Outputs &out)
{
    contact.seat = hit.seat;
    contact.pad = hit.pad;
    contact.strength = strengthAt(hit);

    std::erase_if(m_clusters, [&](const Cluster &cluster) { return t - cluster.first > m_options.flatHandWithin; });
    Cluster *cluster = m_options.flatHand > 0 ? clusterFor(contact, t) : nullptr;
    if (!cluster) {
        sound(contact, out);
        if (m_options.flatHand > 0) {
            Cluster fresh;
            fresh.serial = ++m_serial;
            fresh.seat = hit.seat;
            fresh.pad = hit.pad;
            fresh.first = t;
            fresh.device = contact.id.device;
            fresh.touch = contact.touch;
            fresh.add(contact.x, contact.y);
            m_clusters.push_back(fresh);
        }
        return;
    }
    cluster->add(contact.x, contact.y);
    if (cluster->count < m_options.flatHand) {
        contact.state = State::Waiting;
        contact.cluster = cluster->serial;
        noteDue(cluster->first + m_options.flatHandWithin + 1us);
        return;
    }
    contact.state = State::Silent;
    contact.touch = cluster->touch;
    makeHand(*cluster);
}

void TouchTracker::makeHand(const Cluster &cluster)
{
    for (Contact &contact : m_contacts) {
        if (contact.state == State::Waiting && contact.cluster == cluster.serial) {
            contact.state = State::Silent;
            contact.touch = cluster.touch;
        }
    }
}

void TouchTracker::sound(Contact &contact, Outputs &out)
{
    contact.state = State::Sounding;
    contact.touch = m_numbers->take();
    out.push_back({Strike{contact.seat, contact.pad, contact.touch, contact.strength, contact.by, false}, contact.began});
    noteDue(contact.began + m_options.maxHold);
}

void TouchTracker::silence(Contact &contact, Micros t, Outputs &out)
{
    switch (contact.state) {
    case State::Waiting: // a tap shorter than the wait sounds all the same
        sound(contact, out);
        [[fallthrough]];
    case State::Sounding:
        for (Contact &other : m_contacts) {
            if (other.state == State::Silent && other.touch == contact.touch && !(other.id == contact.id)) {
                other.state = State::Sounding;
                other.began = contact.began;
                contact.state = State::Off;
                return;
            }
        }
        out.push_back({Lift{contact.seat, contact.pad, contact.touch}, t});
        break;
    case State::Silent:
    case State::Off:
    case State::Spent:
        break;
    }
    contact.state = State::Off;
}

bool TouchTracker::moved(ContactId id, double xMm, double yMm, Micros t, Outputs &out)
{
    Contact *contact = find(id);
    if (!contact)
        return false;
    if (m_due && t >= *m_due) {
        advance(t, out); // moves no contact in the list
    }
    const double up = (xMm - contact->x) * contact->upX + (yMm - contact->y) * contact->upY;
    contact->x = xMm;
    contact->y = yMm;
    if (contact->leads) {
        if (up != 0)
            out.push_back({Slide{contact->seat, up}, t});
        return true;
    }
    if (contact->state == State::Spent)
        return true;

    const auto hit = m_pads->hit(xMm, yMm);
    if (contact->state == State::Off) {
        if (!hit || !hit->inside)
            return true;
    } else {
        if (hit && (!hit->inside || (hit->seat == contact->seat && hit->pad == contact->pad)))
            return true;
        if (contact->state == State::Silent) { // a palm that slides on does not start to play
            contact->state = State::Spent;
            return true;
        }
        silence(*contact, t, out);
    }
    if (!hit)
        return true;
    contact->seat = hit->seat;
    contact->pad = hit->pad;
    contact->strength = strengthAt(*hit);
    contact->began = t;
    sound(*contact, out);
    return true;
}

void TouchTracker::ended(ContactId id, Micros t, Outputs &out)
{
    Contact *contact = find(id);
    if (!contact)
        return;
    if (m_due && t >= *m_due)
        advance(t, out);
    silence(*contact, t, out);
    forget(contact);
}

void TouchTracker::reap(std::int32_t device, std::span<const std::int32_t> live, Micros t, Outputs &out)
{
    for (std::size_t i = 0; i < m_contacts.size();) {
        const ContactId id = m_contacts[i].id;
        if (id.device == device && std::find(live.begin(), live.end(), id.point) == live.end())
            ended(id, t, out);
        else
            ++i;
    }
}

void TouchTracker::deviceLost(std::int32_t device, Micros t, Outputs &out)
{
    // What still waits is dropped: a panel that takes its touches back did not mean them.
    std::erase_if(m_contacts, [&](const Contact &contact) {
        if (contact.id.device != device)
            return false;
        if (contact.state == State::Sounding)
            out.push_back({Lift{contact.seat, contact.pad, contact.touch}, t});
        return true;
    });
    std::erase_if(m_clusters, [device](const Cluster &cluster) { return cluster.device == device; });
}

void TouchTracker::cancelAll(Micros t, Outputs &out)
{
    for (const Contact &contact : m_contacts) {
        if (contact.state == State::Sounding)
            out.push_back({Lift{contact.seat, contact.pad, contact.touch}, t});
    }
    m_contacts.clear();
    m_clusters.clear();
    m_due.reset();
}

void TouchTracker::advance(Micros t, Outputs &out)
{
    if (!m_due || t < *m_due)
        return;
    m_due.reset();

    const auto isOver = [&](const Cluster &cluster) { return t - cluster.first > m_options.flatHandWithin; };
    for (Contact &contact : m_contacts) {
        if (contact.state == State::Waiting) {
            const auto cluster = std::find_if(m_clusters.begin(), m_clusters.end(),
                [&](const Cluster &c) { return c.serial == contact.cluster; });
            if (cluster == m_clusters.end() || isOver(*cluster))
                sound(contact, out);
            else
                noteDue(cluster->first + m_options.flatHandWithin + 1us);
        }
        if (contact.state == State::Sounding) {
            if (t - contact.began >= m_options.maxHold) {
                out.push_back({Lift{contact.seat, contact.pad, contact.touch}, t});
                contact.state = State::Spent;
            } else {
                noteDue(contact.began + m_options.maxHold);
            }
        }
    }
    std::erase_if(m_clusters, isOver);
}

} // namespace tutti
