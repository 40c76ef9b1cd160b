// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/output_devices.h"

#include "sound/sound_servers.h"

#include <pulse/pulseaudio.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace tutti {

using namespace std::chrono_literals;

bool OutputDevices::pretends(const QString &id)
{
    return id == QLatin1String("auto_null"); // the name that PulseAudio's module-always-sink and PipeWire give it
}

bool OutputDevices::onlyPretends(const List &list)
{
    return !list.all.isEmpty() && std::ranges::all_of(list.all, pretends);
}

/// One life of a connection. Every callback runs in libpulse's thread; what it learns is posted to the GUI thread.
class PulseDevices::Connection {
public:
    explicit Connection(PulseDevices &owner)
        : m_owner(owner)
        , m_loop(pa_threaded_mainloop_new())
    {
    }
    ~Connection()
    {
        if (m_loop == nullptr)
            return;
        pa_threaded_mainloop_stop(m_loop); // from here on no callback runs
        if (m_context != nullptr) {
            pa_context_set_state_callback(m_context, nullptr, nullptr);
            pa_context_set_subscribe_callback(m_context, nullptr, nullptr);
            pa_context_disconnect(m_context);
            pa_context_unref(m_context);
        }
        pa_threaded_mainloop_free(m_loop);
    }
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    /// False: there is nothing to connect to.
    bool open(const std::string &server)
    {
        if (m_loop == nullptr)
            return false;
        m_context = pa_context_new(pa_threaded_mainloop_get_api(m_loop), "Tutti");
        if (m_context == nullptr)
            return false;
        pa_context_set_state_callback(m_context, stateChanged, this);
        pa_context_set_subscribe_callback(m_context, somethingHappened, this);
        return pa_context_connect(m_context, server.c_str(), PA_CONTEXT_NOAUTOSPAWN, nullptr) >= 0 && pa_threaded_mainloop_start(m_loop) >= 0;
    }

private:
    static void stateChanged(pa_context *context, void *self)
    {
        auto *connection = static_cast<Connection *>(self);
        switch (pa_context_get_state(context)) {
        case PA_CONTEXT_READY:
            drop(pa_context_subscribe(context, static_cast<pa_subscription_mask_t>(PA_SUBSCRIPTION_MASK_SINK | PA_SUBSCRIPTION_MASK_SERVER), nullptr, nullptr));
            connection->ask();
            break;
        case PA_CONTEXT_FAILED:
        case PA_CONTEXT_TERMINATED: {
            PulseDevices *owner = &connection->m_owner;
            QMetaObject::invokeMethod(owner, [owner] { owner->lost(); }, Qt::QueuedConnection);
            break;
        }
        default:
            break;
        }
    }

    static void somethingHappened(pa_context *, pa_subscription_event_type_t, std::uint32_t, void *self)
    {
        static_cast<Connection *>(self)->ask();
    }

    void ask()
    {
        drop(pa_context_get_server_info(m_context, hearDefault, this));
        drop(pa_context_get_sink_info_list(m_context, hearSink, this));
    }

    static void hearDefault(pa_context *, const pa_server_info *info, void *self)
    {
        auto *connection = static_cast<Connection *>(self);
        connection->m_list = {};
        if (info != nullptr && info->default_sink_name != nullptr)
            connection->m_list.standard = QString::fromUtf8(info->default_sink_name);
    }

    static void hearSink(pa_context *, const pa_sink_info *sink, int end, void *self)
    {
        auto *connection = static_cast<Connection *>(self);
        if (end == 0) {
            connection->m_list.all.append(QString::fromUtf8(sink->name));
            return;
        }
        PulseDevices *owner = &connection->m_owner;
        QMetaObject::invokeMethod(owner, [owner, list = connection->m_list] { owner->receive(list); }, Qt::QueuedConnection);
    }

    static void drop(pa_operation *operation)
    {
        if (operation != nullptr)
            pa_operation_unref(operation);
    }

    PulseDevices &m_owner;
    pa_threaded_mainloop *m_loop;
    pa_context *m_context = nullptr;
    List m_list; // answers come in the order of the questions
};

PulseDevices::PulseDevices()
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(1500ms);
    connect(&m_retry, &QTimer::timeout, this, &PulseDevices::connectAgain);
    connectAgain();
}

PulseDevices::~PulseDevices() = default;

void PulseDevices::connectAgain()
{
    if (const auto server = askPulse()) {
        m_connection = std::make_unique<Connection>(*this);
        if (m_connection->open(*server))
            return;
    }
    lost();
}

void PulseDevices::lost()
{
    m_connection.reset();
    m_retry.start();
    receive({});
}

void PulseDevices::receive(const List &list)
{
    if (std::exchange(m_list, list) != list)
        emit changed();
}

} // namespace tutti
