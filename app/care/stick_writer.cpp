// SPDX-License-Identifier: GPL-3.0-or-later
#include "care/stick_writer.h"

#include "content/whole_file.h"

#include <QDir>
#include <QFile>

#include <fmt/format.h>

#include <utility>

namespace tutti {
namespace {

using namespace Qt::StringLiterals;

tl::expected<void, std::string> write(const QString &path, const QByteArray &bytes)
{
    if (const auto written = writeWholeFile(path, bytes); !written)
        return tl::unexpected(fmt::format("{} could not be written ({}); make room there, or try another stick.", path.toStdString(), written.error()));
    return {};
}

} // namespace

StickWriter::StickWriter(QString dataFolder, RunFolder run, std::function<QStringList()> sticks, QObject *parent)
    : QObject(parent), m_outbox(std::move(dataFolder) + u"/outbox"_s), m_run(std::move(run)), m_sticks(std::move(sticks))
{
    m_timer.setInterval(kLookEvery);
    connect(&m_timer, &QTimer::timeout, this, &StickWriter::look);
}

void StickWriter::save(const QString &name, const QByteArray &bytes, Answer answer)
{
    const QStringList sticks = m_sticks();
    if (m_job) {
        answer(tl::unexpected(std::string("Something is being saved already; wait a moment.")));
        return;
    }
    if (sticks.size() != 1) {
        answer(tl::unexpected(std::string(sticks.isEmpty() ? "Put a USB stick in, then touch this again." : "Leave one USB stick in, then touch this again.")));
        return;
    }
    const QString onStick = sticks.front() + u'/' + name;
    if (!m_run.isThere()) {
        const auto written = write(onStick, bytes);
        answer(written ? tl::expected<QString, std::string>(onStick) : tl::unexpected(written.error()));
        return;
    }
    m_job = Job{m_outbox + u'/' + name, onStick, std::move(answer), 0};
    if (!QDir().mkpath(m_outbox)) {
        end(tl::unexpected(fmt::format("{} could not be made; check that the disk is not full.", m_outbox.toStdString())));
    } else if (const auto written = write(m_job->outboxFile, bytes); !written) {
        end(tl::unexpected(written.error()));
    } else if (const auto asked = m_run.ask(Ask::Save); !asked) {
        QFile::remove(m_job->outboxFile);
        end(tl::unexpected(asked.error()));
    } else {
        m_timer.start();
    }
}

void StickWriter::look()
{
    if (!m_job)
        return;
    if (!QFile::exists(m_job->outboxFile)) {
        end(m_job->onStick);
    } else if (++m_job->looks * kLookEvery >= kPatience) {
        QFile::remove(m_job->outboxFile);
        end(tl::unexpected(std::string("The stick did not take it: it is full or write-protected. Try another stick.")));
    }
}

void StickWriter::end(const tl::expected<QString, std::string> &how)
{
    m_timer.stop();
    const Job job = *std::exchange(m_job, std::nullopt); // the answer may save the next
    job.answer(how);
}

} // namespace tutti
