// SPDX-License-Identifier: GPL-3.0-or-later
#include "screen.h"

#include "session/pad_surface.h"
#include "session/touch_test.h"

#include "tutti_qml.h"

#include <QCoreApplication>

namespace tutti {
namespace {

void registerTypes()
{
    static const bool once = [] {
        // The screens are compiled for the real Session, and Qt 6.8 holds their code to it: here they are read anew.
        qputenv("QML_DISABLE_DISK_CACHE", "1");
        const auto reason = QStringLiteral("the test builds it");
        qmlRegisterUncreatableType<FakeSession>("Tutti.Session", 1, 0, "Session", reason);
        qmlRegisterUncreatableType<SeatModel>("Tutti.Session", 1, 0, "SeatModel", reason);
        qmlRegisterUncreatableType<MarkModel>("Tutti.Session", 1, 0, "MarkModel", reason);
        qmlRegisterUncreatableType<SessionPlan>("Tutti.Session", 1, 0, "SessionPlan", reason);
        qmlRegisterUncreatableType<RoomLayout>("Tutti.Session", 1, 0, "RoomLayout", reason);
        qmlRegisterUncreatableType<LeaderDesk>("Tutti.Session", 1, 0, "LeaderDesk", reason);
        qmlRegisterUncreatableType<InstrumentModel>("Tutti.Session", 1, 0, "InstrumentModel", reason);
        qmlRegisterUncreatableType<Staff>("Tutti.Session", 1, 0, "Staff", reason);
        qmlRegisterUncreatableType<RoomSetup>("Tutti.Session", 1, 0, "RoomSetup", reason);
        qmlRegisterType<TouchTest>("Tutti.Session", 1, 0, "TouchTest");
        qmlRegisterUncreatableMetaObject(cues::staticMetaObject, "Tutti.Session", 1, 0, "Cues", reason);
        qmlRegisterAnonymousType<PadPlaceModel>("Tutti.Session", 1);
        qmlRegisterType<PadSurface>("Tutti.Session", 1, 0, "PadSurface");
        return true;
    }();
    Q_UNUSED(once)
}

void collect(QQuickItem *item, QList<QQuickItem *> &found)
{
    if (!item->isVisible() || item->opacity() == 0)
        return;
    found << item;
    for (QQuickItem *child : item->childItems())
        collect(child, found);
}

} // namespace

Screen::Screen(const Panel &panel, int theme)
{
    registerTypes();
    session.theme = theme;
    session.layout.setDiagonalInch(panel.inch);
    session.layout.setKind(panel.kind);
    session.layout.setWidth(panel.width);
    session.layout.setHeight(panel.height);
    session.layout.setDoorCount(3);
    const Recipe::Step hello{"Hello", "hello", "Good to see you. One after the other, with a sound of your own, and as long as you like, we say hello.", 4, {}};
    const Recipe::Step beat{"Our beat", "our-pulse", "Let us find our beat.", 8, {}};
    session.plan.setRecipes({{"20-minutes", "20 minutes", 20, {hello, beat}}, {"30-minutes", "30 minutes", 30, {hello, beat}}, {"45-minutes", "45 minutes", 45, {hello, beat}}});
    session.show();
    m_engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    m_engine.addImportPath(QStringLiteral("qrc:/fake")); // looked into first
    m_engine.setInitialProperties({{QStringLiteral("session"), QVariant::fromValue(&session)},
        {QStringLiteral("width"), panel.width}, {QStringLiteral("height"), panel.height}});
    m_engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Tutti/App/Main.qml")));
    if (!m_engine.rootObjects().isEmpty())
        m_window = qobject_cast<QQuickWindow *>(m_engine.rootObjects().constFirst());
    show();
}

void Screen::show()
{
    session.show();
    QCoreApplication::processEvents();
}

QImage Screen::grab()
{
    QCoreApplication::processEvents();
    return m_window->grabWindow();
}

QQuickItem *Screen::find(const QString &name) const
{
    for (QQuickItem *item : shownItems(m_window->contentItem()))
        if (item->objectName() == name)
            return item;
    return nullptr;
}

QPoint Screen::middle(const QQuickItem *item)
{
    return item->mapToScene(QPointF(item->width() / 2, item->height() / 2)).toPoint();
}

void Screen::join(int from, int to, int lit)
{
    for (int seat = from; seat <= to; ++seat)
        session.seat(seat, [](SeatModel::Place &place) { place.present = true; });
    if (lit >= 0)
        session.seats.struck(SeatId{lit}, Micros{0});
    QCoreApplication::processEvents();
}

QList<QQuickItem *> shownItems(QQuickItem *root)
{
    QList<QQuickItem *> found;
    collect(root, found);
    return found;
}

} // namespace tutti
