// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/qt_sink_driver.h"

#include "sound/sound_servers.h"

#include <QAudioDevice>
#include <QAudioFormat>
#include <QAudioSink>
#include <QCoreApplication>
#include <QIODevice>
#include <QMediaDevices>

#include <algorithm>
#include <array>
#include <cstring>

namespace tutti {
namespace {

QAudioFormat stereo(int sampleRate, QAudioFormat::SampleFormat sampleFormat)
{
    QAudioFormat format;
    format.setSampleRate(sampleRate);
    format.setChannelCount(2);
    format.setSampleFormat(sampleFormat);
    return format;
}

/// Qt's device list lives in the thread that asks first. Here that one is its own and stays to the end of the program:
/// the GUI thread would stand still with a server that hangs.
class DeviceThread {
public:
    static QAudioDevice standard()
    {
        static DeviceThread *const self = new DeviceThread;
        QAudioDevice device;
        QMetaObject::invokeMethod(
            &self->m_asker, [&] { device = QMediaDevices::defaultAudioOutput(); }, Qt::BlockingQueuedConnection);
        return device;
    }

private:
    DeviceThread()
    {
        m_asker.moveToThread(&m_thread);
        m_thread.setObjectName(QStringLiteral("qt-devices"));
        QObject::connect(QCoreApplication::instance(), &QCoreApplication::aboutToQuit, &m_thread, &QThread::quit, Qt::DirectConnection);
        m_thread.start();
    }

    QThread m_thread;
    QObject m_asker;
};

} // namespace

/// What the sink reads from, in the driver's thread: an endless file of what the engine renders.
class QtSinkDriver::Stream : public QIODevice {
public:
    Stream(RenderGate &gate, bool floats)
        : m_gate(gate)
        , m_floats(floats)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }

    bool begin(const QAudioDevice &device, const QAudioFormat &format)
    {
        m_sink = std::make_unique<QAudioSink>(device, format);
        m_sink->setBufferSize(static_cast<qsizetype>(kBufferFrames) * format.bytesPerFrame());
        m_sink->start(this);
        return m_sink->error() == QAudio::NoError;
    }
    void finish() { m_sink.reset(); }

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] qint64 bytesAvailable() const override { return 1 << 20; }

protected:
    qint64 readData(char *data, qint64 size) override
    {
        const qint64 frameSize = 2 * static_cast<qint64>(m_floats ? sizeof(float) : sizeof(qint16));
        const qint64 frames = size / frameSize;
        for (qint64 done = 0; done < frames;) {
            const int part = static_cast<int>(std::min<qint64>(frames - done, kPart));
            m_gate.render(m_left.data(), m_right.data(), part);
            write(data + done * frameSize, part);
            done += part;
        }
        return frames * frameSize;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    static constexpr int kPart = 4096;

    void write(char *to, int frames) const
    {
        for (std::size_t i = 0; i < static_cast<std::size_t>(frames); ++i) {
            const std::array<float, 2> both{m_left[i], m_right[i]};
            if (m_floats) {
                std::memcpy(to + i * sizeof both, both.data(), sizeof both);
                continue;
            }
            std::array<qint16, 2> small{};
            for (std::size_t side = 0; side < 2; ++side)
                small[side] = static_cast<qint16>(std::clamp(both[side], -1.0F, 1.0F) * 32767.0F);
            std::memcpy(to + i * sizeof small, small.data(), sizeof small);
        }
    }

    RenderGate &m_gate;
    const bool m_floats;
    std::unique_ptr<QAudioSink> m_sink;
    std::array<float, kPart> m_left{};
    std::array<float, kPart> m_right{};
};

QtSinkDriver::QtSinkDriver(const DriverSettings &settings, int sampleRate)
    : AudioDriver(settings.epoch)
    , m_sampleRate(sampleRate)
{
}

QtSinkDriver::~QtSinkDriver()
{
    if (m_stream != nullptr)
        QMetaObject::invokeMethod(m_stream, [this] { m_stream->finish(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
    delete m_stream;
}

DriverResult QtSinkDriver::open(const DriverSettings &wanted)
{
    // Qt's backend on Debian is PulseAudio; without a server it complains on standard error.
    if (auto server = askPulse(); !server)
        return tl::unexpected(server.error());
    const QAudioDevice device = DeviceThread::standard();
    if (device.isNull())
        return tl::unexpected(std::string("Qt found no speaker"));
    const int rate = device.isFormatSupported(stereo(wanted.sampleRate, QAudioFormat::Float))
            || device.isFormatSupported(stereo(wanted.sampleRate, QAudioFormat::Int16))
        ? wanted.sampleRate
        : device.preferredFormat().sampleRate();
    const bool floats = device.isFormatSupported(stereo(rate, QAudioFormat::Float));
    if (!floats && !device.isFormatSupported(stereo(rate, QAudioFormat::Int16)))
        return tl::unexpected(std::string("the speaker takes no stereo sound"));
    std::unique_ptr<QtSinkDriver> made(new QtSinkDriver(wanted, rate));
    if (auto started = made->start(device, floats); !started)
        return tl::unexpected(started.error());
    return made;
}

tl::expected<void, std::string> QtSinkDriver::start(const QAudioDevice &device, bool floats)
{
    m_stream = new Stream(gate(), floats);
    m_stream->moveToThread(&m_thread);
    m_thread.setObjectName(QStringLiteral("qt-audio"));
    m_thread.start(QThread::TimeCriticalPriority);
    bool begun = false;
    const QAudioFormat format = stereo(m_sampleRate, floats ? QAudioFormat::Float : QAudioFormat::Int16);
    QMetaObject::invokeMethod(m_stream, [&] { begun = m_stream->begin(device, format); }, Qt::BlockingQueuedConnection);
    if (!begun)
        return tl::unexpected(std::string("Qt's audio sink did not start"));
    return {};
}

} // namespace tutti
