// SPDX-License-Identifier: GPL-3.0-or-later
// A module for weston: fingers, a mouse and a keyboard that a test moves, where a real one has them from libinput.
// It listens at the socket that TUTTI_RIG_PANEL names, for one test at a time. A line is a command (places are pixels):
//   down ID X Y | move ID X Y | up ID | frame        fingers; a frame ends what belongs together
//   mouse X Y | button CODE 1 | key CODE 1           1: pressed, 0: released; codes of linux/input-event-codes.h
//   unplug | plug                                    the touch panel goes, with the fingers that are on it, and comes back
//   sync                                             answers "done" when all before it has been handed to the program
//   views                                            answers with a line "view PID WIDTH HEIGHT" for each window, then "done"
#define _GNU_SOURCE
#include <libweston/libweston.h>
#include <libweston/version.h>

#include <wayland-server-core.h>

#include <linux/input-event-codes.h>

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

// What backends call. The library exports it; its headers do not show it.
void weston_seat_init(struct weston_seat *seat, struct weston_compositor *compositor, const char *name);
int weston_seat_init_keyboard(struct weston_seat *seat, struct xkb_keymap *keymap);
int weston_seat_init_pointer(struct weston_seat *seat);
int weston_seat_init_touch(struct weston_seat *seat);
void weston_seat_release_touch(struct weston_seat *seat);
struct weston_touch_device *weston_touch_create_touch_device(struct weston_touch *touch, const char *syspath, void *data,
    const struct weston_touch_device_ops *ops);
void weston_touch_device_destroy(struct weston_touch_device *device);
void notify_touch_frame(struct weston_touch_device *device);
void notify_button(struct weston_seat *seat, const struct timespec *time, int32_t button, uint32_t state);
void notify_pointer_frame(struct weston_seat *seat);
void notify_key(struct weston_seat *seat, const struct timespec *time, uint32_t key, uint32_t state, enum weston_key_state_update update);
void notify_keyboard_focus_in(struct weston_seat *seat, struct wl_array *keys, enum weston_key_state_update update);
#if WESTON_VERSION_MAJOR >= 12
void notify_touch_normalized(struct weston_touch_device *device, const struct timespec *time, int id, const struct weston_coord_global *place,
    const struct weston_point2d_device_normalized *raw, int type);
void notify_motion_absolute(struct weston_seat *seat, const struct timespec *time, struct weston_coord_global place);
#else
void notify_touch_normalized(struct weston_touch_device *device, const struct timespec *time, int id, double x, double y,
    const struct weston_point2d_device_normalized *raw, int type);
void notify_motion_absolute(struct weston_seat *seat, const struct timespec *time, double x, double y);
#endif
WL_EXPORT int wet_module_init(struct weston_compositor *compositor, int *argc, char *argv[]);

struct panel {
    struct weston_compositor *compositor;
    struct weston_seat seat;
    struct weston_touch_device *touch;
    struct wl_event_loop *loop;
    struct wl_event_source *client;
    FILE *answers;
    char line[128];
    size_t length;
};

static struct timespec now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time;
}

static void plug(struct panel *panel)
{
    if (panel->touch)
        return;
    weston_seat_init_touch(&panel->seat);
    panel->touch = weston_touch_create_touch_device(weston_seat_get_touch(&panel->seat), "/sys/devices/rig/touch", NULL, NULL);
}

static void unplug(struct panel *panel)
{
    if (!panel->touch)
        return;
    weston_touch_device_destroy(panel->touch);
    panel->touch = NULL;
    weston_seat_release_touch(&panel->seat);
}

static void touch(struct panel *panel, int type, int id, double x, double y)
{
    const struct timespec time = now();
    if (!panel->touch)
        return;
#if WESTON_VERSION_MAJOR >= 12
    const struct weston_coord_global place = {.c = weston_coord(x, y)};
    notify_touch_normalized(panel->touch, &time, id, type == WL_TOUCH_UP ? NULL : &place, NULL, type);
#else
    notify_touch_normalized(panel->touch, &time, id, x, y, NULL, type);
#endif
}

static void mouse(struct panel *panel, double x, double y)
{
    const struct timespec time = now();
#if WESTON_VERSION_MAJOR >= 12
    notify_motion_absolute(&panel->seat, &time, (struct weston_coord_global){.c = weston_coord(x, y)});
#else
    notify_motion_absolute(&panel->seat, &time, x, y);
#endif
    notify_pointer_frame(&panel->seat);
}

static void tell_views(struct panel *panel)
{
    struct weston_view *view;
    wl_list_for_each(view, &panel->compositor->view_list, link) {
        pid_t pid = 0;
        if (!view->surface->resource)
            continue; // a ground of the shell's own
        wl_client_get_credentials(wl_resource_get_client(view->surface->resource), &pid, NULL, NULL);
        if (pid != getpid())
            fprintf(panel->answers, "view %d %d %d\n", (int)pid, view->surface->width, view->surface->height);
    }
}

static void obey(struct panel *panel, const char *line)
{
    int id = 0, on = 0;
    double x = 0, y = 0;
    const struct timespec time = now();
    if (sscanf(line, "down %d %lf %lf", &id, &x, &y) == 3)
        touch(panel, WL_TOUCH_DOWN, id, x, y);
    else if (sscanf(line, "move %d %lf %lf", &id, &x, &y) == 3)
        touch(panel, WL_TOUCH_MOTION, id, x, y);
    else if (sscanf(line, "up %d", &id) == 1)
        touch(panel, WL_TOUCH_UP, id, 0, 0);
    else if (strcmp(line, "frame") == 0 && panel->touch)
        notify_touch_frame(panel->touch);
    else if (sscanf(line, "mouse %lf %lf", &x, &y) == 2)
        mouse(panel, x, y);
    else if (sscanf(line, "button %d %d", &id, &on) == 2) {
        notify_button(&panel->seat, &time, id, on ? WL_POINTER_BUTTON_STATE_PRESSED : WL_POINTER_BUTTON_STATE_RELEASED);
        notify_pointer_frame(&panel->seat);
    } else if (sscanf(line, "key %d %d", &id, &on) == 2)
        notify_key(&panel->seat, &time, (uint32_t)id, on ? WL_KEYBOARD_KEY_STATE_PRESSED : WL_KEYBOARD_KEY_STATE_RELEASED,
            STATE_UPDATE_AUTOMATIC);
    else if (strcmp(line, "unplug") == 0)
        unplug(panel);
    else if (strcmp(line, "plug") == 0)
        plug(panel);
    else if (strcmp(line, "views") == 0)
        tell_views(panel);
    else if (strcmp(line, "sync") != 0)
        weston_log("panel of the rig: \"%s\" is no command.\n", line);
    if (strcmp(line, "views") == 0 || strcmp(line, "sync") == 0) {
        wl_display_flush_clients(panel->compositor->wl_display);
        fputs("done\n", panel->answers);
        fflush(panel->answers);
    }
}

static int read_commands(int fd, uint32_t mask, void *data)
{
    struct panel *const panel = data;
    const ssize_t got = read(fd, panel->line + panel->length, sizeof panel->line - 1 - panel->length);
    char *start = panel->line, *end;
    (void)mask;
    if (got <= 0) { // the test is gone
        wl_event_source_remove(panel->client);
        fclose(panel->answers);
        panel->client = NULL;
        panel->length = 0;
        return 0;
    }
    panel->length += (size_t)got;
    panel->line[panel->length] = '\0';
    for (; (end = strchr(start, '\n')); start = end + 1) {
        *end = '\0';
        obey(panel, start);
    }
    panel->length -= (size_t)(start - panel->line);
    memmove(panel->line, start, panel->length);
    return 0;
}

static int greet(int fd, uint32_t mask, void *data)
{
    struct panel *const panel = data;
    const int client = accept4(fd, NULL, NULL, SOCK_CLOEXEC);
    (void)mask;
    if (client < 0 || panel->client) {
        if (client >= 0)
            close(client);
        return 0;
    }
    panel->answers = fdopen(client, "w");
    panel->client = wl_event_loop_add_fd(panel->loop, client, WL_EVENT_READABLE, read_commands, panel);
    return 0;
}

WL_EXPORT int wet_module_init(struct weston_compositor *compositor, int *argc, char *argv[])
{
    const char *const name = getenv("TUTTI_RIG_PANEL");
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct panel *const panel = calloc(1, sizeof *panel);
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct wl_array keys;
    (void)argc;
    (void)argv;
    if (!name || strlen(name) >= sizeof address.sun_path || !panel || fd < 0) {
        weston_log("panel of the rig: no socket.\n");
        return -1;
    }
    strcpy(address.sun_path, name);
    unlink(name);
    if (bind(fd, (const struct sockaddr *)&address, sizeof address) != 0 || listen(fd, 1) != 0) {
        weston_log("panel of the rig: %s: %s.\n", name, strerror(errno));
        return -1;
    }
    panel->compositor = compositor;
    panel->loop = wl_display_get_event_loop(compositor->wl_display);
    weston_seat_init(&panel->seat, compositor, "rig");
    weston_seat_init_pointer(&panel->seat);
    weston_seat_init_keyboard(&panel->seat, NULL);
    plug(panel);
    wl_array_init(&keys);
    notify_keyboard_focus_in(&panel->seat, &keys, STATE_UPDATE_AUTOMATIC);
    wl_array_release(&keys);
    wl_event_loop_add_fd(panel->loop, fd, WL_EVENT_READABLE, greet, panel);
    return 0;
}
