// SPDX-License-Identifier: GPL-3.0-or-later
#include "care/run_folder.h"

#include <QDateTime>
#include <QDir>
#include <QFile>

#include <fmt/format.h>

namespace tutti {
namespace {

using namespace Qt::StringLiterals;

QString nameOf(Ask what)
{
    switch (what) {
    case Ask::PowerOff: return u"poweroff"_s;
    case Ask::Restart: return u"reboot"_s;
    case Ask::Update: return u"update"_s;
    case Ask::Save: return u"save"_s;
    }
    return {};
}

bool touch(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.setFileTime(QDateTime::currentDateTime(), QFileDevice::FileModificationTime);
}

} // namespace

RunFolder RunFolder::ofThisBox() { return RunFolder(qEnvironmentVariable("RUNTIME_DIRECTORY")); }

tl::expected<void, std::string> RunFolder::ask(Ask what) const
{
    const QString folder = m_path + u"/ask"_s;
    if (isThere() && QDir().mkpath(folder) && touch(folder + u'/' + nameOf(what)))
        return {};
    return tl::unexpected(fmt::format("This machine cannot be asked to do that ({} cannot be written); use its own switch.",
        isThere() ? folder.toStdString() : "it has no folder for it"));
}

bool RunFolder::setPlaying(bool playing) const
{
    if (!isThere())
        return true;
    const QString path = m_path + u"/playing"_s;
    return playing ? touch(path) : !QFile::exists(path) || QFile::remove(path);
}

bool RunFolder::leaveDark() const { return isThere() && touch(m_path + u"/dark"_s); }

bool RunFolder::takeDark() const { return isThere() && QFile::remove(m_path + u"/dark"_s); }

} // namespace tutti
