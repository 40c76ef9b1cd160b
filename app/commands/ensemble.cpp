// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/ensemble.h"

#include "tutti_qml.h"

#include <QUrl>

Q_IMPORT_QML_PLUGIN(Tutti_SessionPlugin)

namespace tutti {
namespace {

using namespace Qt::StringLiterals;

} // namespace

Ensemble::Ensemble(Parts parts)
    : m_library(std::move(parts.library)), m_repertoire(std::make_shared<const Repertoire>(m_library.repertoire())),
      m_engine(std::make_unique<Engine>(parts.sampleRate, nullptr)), m_player({m_repertoire, &m_repertoire->palette}),
      m_session(std::move(parts.header), m_repertoire, m_player, parts.record, std::move(parts.clock), parts.epoch)
{
    m_player.setEngine(m_engine.get());
    m_session.layout()->setSpec(parts.room);
    const Catalogue &catalogue = m_library.catalogue;
    std::vector<InstrumentModel::Entry> entries;
    for (const CatalogueEntry &entry : catalogue.entries())
        entries.push_back({QString::fromStdString(entry.instrument.id), QString::fromStdString(entry.name), InstrumentModel::familyFrom(entry.family)});
    m_session.desk()->instruments()->set(std::move(entries));
    m_session.plan()->setRecipes(m_library.recipes);
    m_session.setPalettes({catalogue.openPads(), catalogue.drums()});
}

Ensemble::~Ensemble() { m_qml.reset(); }

void Ensemble::replaceEngine(int sampleRate)
{
    auto engine = std::make_unique<Engine>(sampleRate, nullptr);
    m_player.setEngine(engine.get());
    m_engine = std::move(engine);
}

tl::expected<QQuickWindow *, std::string> Ensemble::openWindow()
{
    m_qml = std::make_unique<QQmlApplicationEngine>();
    m_qml->addImportPath(u"qrc:/qt/qml"_s); // the default only from Qt 6.5 on
    const RoomSpec &room = m_session.layout()->spec();
    QSizeF glass(room.widthPx, room.heightPx);
    if (m_session.setup()->turn() % 180 != 0)
        glass.transpose();
    m_qml->setInitialProperties({{u"session"_s, QVariant::fromValue(&m_session)}, {u"width"_s, glass.width()}, {u"height"_s, glass.height()}});
    m_qml->load(QUrl(u"qrc:/qt/qml/Tutti/App/Main.qml"_s));
    if (m_qml->rootObjects().isEmpty())
        return tl::make_unexpected(std::string("The screen could not be loaded. Install Tutti again; what is missing is named above."));
    auto *window = qobject_cast<QQuickWindow *>(m_qml->rootObjects().first());
    m_keyboard = std::make_unique<Keyboard>(*window, m_session);
    QObject::connect(m_keyboard.get(), &Keyboard::stopAsked, &m_session, &Session::stop);
    QObject::connect(m_keyboard.get(), &Keyboard::nextAsked, &m_session, &Session::next);
    QObject::connect(m_keyboard.get(), &Keyboard::againAsked, &m_session, &Session::again);
    QObject::connect(m_keyboard.get(), &Keyboard::finishAsked, &m_session, &Session::finish);
    QObject::connect(m_keyboard.get(), &Keyboard::halvesAsked, m_session.desk(), &LeaderDesk::halfTheRoom);
    QObject::connect(m_keyboard.get(), &Keyboard::cueAsked, &m_session, qOverload<int>(&Session::cue));
    Staff *staff = m_session.staff();
    QObject::connect(m_keyboard.get(), &Keyboard::staffAsked, staff, [this, staff] { staff->isOpen() ? m_session.resume() : staff->knock(); });
    QObject::connect(staff, &Staff::changed, m_keyboard.get(), [this, staff] { m_keyboard->setPlaying(!staff->isOpen()); });
    RoomLayout *layout = m_session.layout();
    m_watch = std::make_unique<GlassWatch>(*window, [this] { return m_session.now(); }, 1 / layout->pxPerMm());
    QObject::connect(layout, &RoomLayout::changed, m_watch.get(), [this, layout] { m_watch->setMmPerPx(1 / layout->pxPerMm()); });
    QObject::connect(m_watch.get(), &GlassWatch::touched, staff, &Staff::touched);
    QObject::connect(m_watch.get(), &GlassWatch::heldChanged, staff, &Staff::setArming);
    QObject::connect(m_watch.get(), &GlassWatch::cornersHeld, staff, &Staff::knock);
    return window;
}

Header headerFor(std::string activity, const Library &library)
{
    Header header;
    header.app = TUTTI_VERSION;
    header.activity = std::move(activity);
    header.grooves = library.used();
    // Woken, not started by anyone: no intro, so that no sound comes from an empty room.
    header.settings = {{"intro_s", SettingValue{Scalar{0.0}}}, {"instruments", SettingValue{header.activity == "open-pads" ? library.catalogue.openPads() : library.catalogue.drums()}}};
    return header;
}

} // namespace tutti
