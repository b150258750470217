//! The helper of a nursery: makes boxes ahead, has rooms forked into them, lets them begin and holds them to their limits.
//! Single-threaded like every helper; when the host goes away, everything ends.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal};

use crate::capture::Capture;
use crate::cgroup::{Control, Controllers};
use crate::helper_process::{Channels, NAMESPACES, Site};
use crate::landlock_wall::Wall;
use crate::maker::{self, Answer as MakerAnswer, NurseryKit, Order as MakerOrder};
use crate::mounts::{DetachedMount, Tree, Volumes, complete, copy_folder, open_source};
use crate::nursery_wire::{Answer, Command};
use crate::outcome::Outcome;
use crate::packets::{self, Packet};
use crate::plan::{Limits, Mount};
use crate::running_box::RunningBox;
use crate::seal::Status;
use crate::seal_script;
use crate::seccomp::ImageFilters;
use crate::start_error::Refusal;
use crate::step::{Step, StepFailure, failed};
use crate::syscall::{Forked, fork_into};
use crate::warm_plan::{Image, NurseryPlan, RoomId, RoomPlan, RoomSet};
use crate::wire::{receive, receive_descriptors, send, send_descriptors};

/// Whoever of the nursery's own does not answer for so long is taken for dead.
const SILENCE: Duration = Duration::from_secs(10);

/// Nothing needs to be looked at before something happens.
const LONGEST_WAIT: Duration = Duration::from_mins(1);

/// The life of a nursery's helper, from its plan to its host's end.
pub fn serve(host: &UnixStream, plan: NurseryPlan) -> io::Result<()> {
    match Nursery::start(plan) {
        Ok(mut nursery) => {
            send(host, &Answer::Started(nursery.site.isolation.clone()), &[])?;
            nursery.work(host);
            nursery.end();
            Ok(())
        }
        Err(refusal) => send(host, &Answer::Refused(refusal), &[]),
    }
}

/// A process that is forked, and the init in whose box its forks' boxes are made.
struct LivingImage {
    control: OwnedFd,
    maker: OwnedFd,
    mounts: Vec<Mount>,
}

/// A room: waiting in its box, or begun.
struct Room {
    id: RoomId,
    image: Image,
    /// How the image numbers it.
    number: i64,
    watched: RunningBox,
    /// The way to the process itself; gone once it has begun, unless it becomes an image.
    socket: Option<OwnedFd>,
    init: OwnedFd,
    mounts: Vec<Mount>,
    becomes_image: bool,
    begun: bool,
}

impl Room {
    /// Once the room is sealed it is counted and limited, and its box's init gives up what made the box.
    fn settle(&mut self, number: i64, socket: OwnedFd) -> Result<(), StepFailure> {
        let pid = sealed(&socket)?;
        self.watched.control.admit(pid)?;
        self.watched.pid = pid;
        self.number = number;
        self.socket = Some(socket);
        if self.becomes_image { Ok(()) } else { ask(&self.init, &MakerOrder::Seal, &[]).map(drop) }
    }
}

struct Nursery {
    site: Site,
    wall: Option<Wall>,
    filters: ImageFilters,
    first: OwnedFd,
    mounts: Vec<Mount>,
    images: BTreeMap<Image, LivingImage>,
    rooms: Vec<Room>,
    groups: usize,
}

impl Nursery {
    fn start(plan: NurseryPlan) -> Result<Self, Refusal> {
        let site = Site::prepare(&plan.accepted_weaknesses, Controllers::find())?;
        let filters = ImageFilters::compile()?;
        let wall = if site.landlock { Wall::of_this_kernel() } else { None };
        let tree = {
            let volumes = Volumes::make(&[], site.identity)?;
            Tree::open(&plan.mounts, &volumes, site.identity)?
        };
        let (socket, its_socket) = packets::pair().map_err(failed(Step::Spawn, "nursery"))?;
        let kit = NurseryKit {
            tree,
            folders: &plan.folders,
            identity: site.identity,
            filters: &filters,
            fixed_addresses: plan.fixed_addresses,
            socket: its_socket,
        };
        let first = match fork_into(NAMESPACES).map_err(failed(Step::Spawn, "nursery"))? {
            Forked::Child => maker::live(&kit),
            Forked::Parent(pid) => {
                pidfd_open(pid, PidfdFlags::empty()).map_err(failed(Step::Spawn, "process handle"))?
            }
        };
        drop(kit);
        heard(&socket)?;
        let mut nursery = Self {
            site,
            wall,
            filters,
            first,
            mounts: plan.mounts,
            images: BTreeMap::new(),
            rooms: Vec::new(),
            groups: 0,
        };
        for (place, image) in plan.images.into_iter().enumerate() {
            let (control, its_control) = packets::pair().map_err(failed(Step::Spawn, "image"))?;
            let library = entry_library().map_err(failed(Step::Program, "entry library"))?;
            let order = MakerOrder::Execute(image);
            ask(&socket, &order, &[its_control.as_fd(), library.as_fd()])?;
            let maker = socket.try_clone().map_err(failed(Step::Spawn, "image"))?;
            let living = LivingImage { control, maker, mounts: nursery.mounts.clone() };
            nursery.images.insert(Image::OfNursery(place), living);
        }
        Ok(nursery)
    }

    fn end(self) {
        let _ = pidfd_send_signal(&self.first, Signal::KILL);
        for room in self.rooms {
            discard(room);
        }
    }

    /// Does what the host says and watches, until the host is gone.
    fn work(&mut self, host: &UnixStream) {
        let processors = std::thread::available_parallelism().map_or(1, |count| count.get() as u64);
        loop {
            let looks =
                self.rooms.iter().filter(|room| room.begun).map(|room| room.watched.next_look(processors));
            let longest = looks.min().unwrap_or(LONGEST_WAIT);
            let events = self.wait_for_events(host, longest);
            // Before the host: preparing a room hears what its image says in between, and nothing would be left to hear.
            for image in events.images {
                self.hear_image(host, image);
            }
            if events.host && self.obey(host).is_err() {
                return;
            }
            for room in self.rooms.iter_mut().filter(|room| room.begun) {
                room.watched.capture.read_some();
                room.watched.hold_to_limits();
            }
            self.report_ended(host, &events.ended);
        }
    }

    fn wait_for_events(&self, host: &UnixStream, longest: Duration) -> Events {
        let images: Vec<Image> = self.images.keys().copied().collect();
        let mut polled = vec![PollFd::new(host, PollFlags::IN)];
        polled.extend(self.images.values().map(|image| PollFd::new(&image.control, PollFlags::IN)));
        polled.extend(self.rooms.iter().map(|room| PollFd::new(&room.watched.pidfd, PollFlags::IN)));
        for room in self.rooms.iter().filter(|room| room.begun) {
            polled.extend(room.watched.capture.open_pipes().map(|pipe| PollFd::new(pipe, PollFlags::IN)));
        }
        let timeout = Timespec::try_from(longest).unwrap_or(Timespec { tv_sec: 0, tv_nsec: 0 });
        match poll(&mut polled, Some(&timeout)) {
            Ok(0) | Err(Errno::INTR) => return Events::default(),
            // The descriptors are our own and open: without an answer nothing can be held to its limits any more.
            Err(_) => return Events { host: true, ..Events::default() },
            Ok(_) => {}
        }
        let woken = |at: usize| polled.get(at).is_some_and(|polled| !polled.revents().is_empty());
        let ended = self.rooms.iter().enumerate().filter(|(at, _)| woken(1 + images.len() + at));
        Events {
            host: woken(0),
            ended: ended.map(|(_, room)| room.id).collect(),
            images: images
                .iter()
                .enumerate()
                .filter(|(at, _)| woken(1 + at))
                .map(|(_, image)| *image)
                .collect(),
        }
    }

    /// Does one command; an error when the host is gone.
    fn obey(&mut self, host: &UnixStream) -> io::Result<()> {
        let (command, blob) = receive(host)?.ok_or(io::ErrorKind::UnexpectedEof)?;
        match command {
            Command::Prepare { set, plan } => match self.prepare(set, plan) {
                Ok(folders) => {
                    send(host, &Answer::Prepared { set, folders: folders.len() }, &[])?;
                    send_descriptors(host, &folders)
                }
                Err(refusal) => {
                    self.discard_set(set);
                    send(host, &Answer::NotPrepared { set, refusal }, &[])
                }
            },
            Command::Begin { room, descriptors } => {
                let descriptors = receive_descriptors(host, descriptors)?;
                self.begin(room, &blob, &descriptors);
                Ok(())
            }
            Command::Stop(id) => {
                if let Some(room) = self.room(id) {
                    room.watched.kill(Outcome::StoppedByHost);
                }
                Ok(())
            }
            Command::Discard(set) => {
                self.discard_set(set);
                Ok(())
            }
        }
    }

    fn room(&mut self, id: RoomId) -> Option<&mut Room> {
        self.rooms.iter_mut().find(|room| room.id == id)
    }

    fn discard_set(&mut self, set: u64) {
        let rooms = std::mem::take(&mut self.rooms);
        let (gone, kept): (Vec<_>, Vec<_>) =
            rooms.into_iter().partition(|room| room.id.set == set && !room.begun);
        self.rooms = kept;
        gone.into_iter().for_each(discard);
    }

    /// Makes the set's volumes, boxes and rooms; the rooms wait for `begin`. The answer: open folders of volumes.
    fn prepare(&mut self, set: u64, mut plan: RoomSet) -> Result<Vec<OwnedFd>, Refusal> {
        plan.rooms.iter_mut().for_each(|room| complete(&mut room.mounts));
        let volumes = Volumes::make(&plan.volumes, self.site.identity)?;
        let identity = self.site.identity;
        let open = |room: &RoomPlan| -> Result<Vec<DetachedMount>, StepFailure> {
            room.mounts.iter().map(|mount| open_source(mount, &volumes, identity)).collect()
        };
        let opened: Result<Vec<_>, _> = plan.rooms.iter().map(open).collect();
        let folders: Result<Vec<_>, _> =
            plan.handed_out.iter().map(|name| copy_folder(&volumes, name)).collect();
        volumes.detach()?;
        let folders = folders?;
        for (place, (room, mounts)) in plan.rooms.iter().zip(opened?).enumerate() {
            let made = self.make_room(RoomId { set, place }, room, mounts)?;
            self.rooms.push(made);
        }
        Ok(folders)
    }

    fn make_room(
        &mut self,
        id: RoomId,
        plan: &RoomPlan,
        opened: Vec<DetachedMount>,
    ) -> Result<Room, StepFailure> {
        let image = self.images.get(&plan.image).ok_or_else(image_gone)?;
        let mut mounts = image.mounts.clone();
        mounts.extend(plan.mounts.iter().cloned());
        let (pidfd, init) = make_box(&image.maker, plan, &opened)?;
        let limits = Limits { processes: plan.limits.processes.saturating_sub(1), ..plan.limits.clone() };
        let control = self.site.controllers.make(self.groups, &limits)?;
        self.groups += 1;
        let script = self.script(plan, &control, &mounts);
        let channels = Channels::open().map_err(failed(Step::Spawn, "room"))?;
        let (socket, its_socket) = packets::pair().map_err(failed(Step::Spawn, "room"))?;
        let capture = Capture::new(channels.stdout, channels.stderr, plan.limits.output_bytes);
        let mut room = Room {
            id,
            image: plan.image,
            number: 0,
            watched: RunningBox::of_room(pidfd, control, capture, plan.limits.clone(), opened),
            socket: None,
            init,
            mounts,
            becomes_image: plan.becomes_image,
            begun: false,
        };
        let pidfd = room.watched.pidfd.as_fd();
        let handed =
            [pidfd, its_socket.as_fd(), channels.streams.stdout.as_fd(), channels.streams.stderr.as_fd()];
        let mut ends = Vec::new();
        let forked = fork_room(&image.control, &script, &handed, &mut ends);
        drop(its_socket);
        for (number, status) in ends {
            self.note_end(plan.image, number, status);
        }
        match forked.and_then(|number| room.settle(number, socket)) {
            Ok(()) => Ok(room),
            Err(failure) => {
                discard(room);
                Err(failure)
            }
        }
    }

    fn script(&self, plan: &RoomPlan, control: &Control, mounts: &[Mount]) -> Vec<u8> {
        let mounts: Vec<&Mount> = mounts.iter().collect();
        seal_script::of_room(
            plan.becomes_image,
            &plan.limits,
            control,
            self.wall.as_ref(),
            &mounts,
            &self.filters,
        )
    }

    /// Hands a waiting room its message and open files, and starts its clock.
    fn begin(&mut self, id: RoomId, message: &[u8], descriptors: &[OwnedFd]) {
        let Some(at) = self.rooms.iter().position(|room| room.id == id) else { return };
        let room = &mut self.rooms[at];
        let Some(socket) = room.socket.take() else { return };
        room.begun = true;
        room.watched.started = Instant::now();
        let beside: Vec<BorrowedFd<'_>> = descriptors.iter().map(AsFd::as_fd).collect();
        // A room that is dead already will be reported.
        let _ = packets::send(&socket, message, &beside);
        if room.becomes_image
            && let Ok(maker) = room.init.try_clone()
        {
            let image = LivingImage { control: socket, maker, mounts: room.mounts.clone() };
            self.images.insert(Image::Room(id), image);
        }
    }

    /// Takes what an image says of its forks, or of itself; an image that ends takes its forks with it.
    fn hear_image(&mut self, host: &UnixStream, image: Image) {
        let Some(living) = self.images.get(&image) else { return };
        match packets::receive(&living.control) {
            Ok(Some(packet)) => match said(&packet) {
                Said::Ended(number, status) => self.note_end(image, number, status),
                Said::Other => {
                    let _ = send(host, &Answer::Said(image), &[&packet.bytes]);
                }
                Said::Forked(_) => {}
            },
            Ok(None) | Err(_) => self.lose_image(host, image),
        }
    }

    fn note_end(&mut self, image: Image, number: i64, status: Status) {
        if let Some(room) = self.rooms.iter_mut().find(|room| room.image == image && room.number == number) {
            room.watched.told = Some(status);
            // The first process of the box has ended: with it ends everything in the box.
            let _ = pidfd_send_signal(&room.watched.pidfd, Signal::KILL);
        }
    }

    fn lose_image(&mut self, host: &UnixStream, image: Image) {
        self.images.remove(&image);
        for room in self.rooms.iter_mut().filter(|room| room.image == image) {
            room.watched.kill(lost("the image ended, and this room with it"));
        }
        let _ = send(host, &Answer::Lost(image), &[]);
    }

    fn report_ended(&mut self, host: &UnixStream, ended: &[RoomId]) {
        if ended.is_empty() {
            return;
        }
        let rooms = std::mem::take(&mut self.rooms);
        let (over, going_on): (Vec<_>, Vec<_>) = rooms.into_iter().partition(|room| ended.contains(&room.id));
        self.rooms = going_on;
        for room in over {
            let (id, becomes_image) = (room.id, room.becomes_image);
            let (report, stdout, stderr) = room.watched.finish();
            let answer = Answer::Ended { room: id, report, stdout_bytes: stdout.len() };
            // A host that is gone needs no report.
            let _ = send(host, &answer, &[&stdout, &stderr]);
            if becomes_image {
                self.lose_image(host, Image::Room(id));
            }
        }
    }
}

/// What one wait has seen.
#[derive(Default)]
struct Events {
    host: bool,
    images: Vec<Image>,
    ended: Vec<RoomId>,
}

/// What an image may say.
enum Said {
    Forked(i64),
    Ended(i64, Status),
    Other,
}

fn said(packet: &Packet) -> Said {
    let text = String::from_utf8_lossy(&packet.bytes);
    let mut words = text.split(' ');
    let mut next = || -> Option<i64> { words.next()?.parse().ok() };
    match text.split(' ').next() {
        Some("forked") => {
            next();
            next().map_or(Said::Other, Said::Forked)
        }
        Some("ended") => {
            next();
            let (Some(number), Some(status)) = (next(), next()) else { return Said::Other };
            let status = i32::try_from(status).unwrap_or(-1);
            let status = if status < 0 { Status::Signalled(-status) } else { Status::Exited(status) };
            Said::Ended(number, status)
        }
        _ => Said::Other,
    }
}

fn lost(what: &str) -> Outcome {
    Outcome::BoxFailed { step: Step::Image.name().to_owned(), message: what.to_owned() }
}

fn image_gone() -> StepFailure {
    failed(Step::Image, "image")(Errno::SRCH)
}

/// A box and its init's socket, made inside of the box of `maker`.
fn make_box(
    maker: &OwnedFd,
    plan: &RoomPlan,
    opened: &[DetachedMount],
) -> Result<(OwnedFd, OwnedFd), StepFailure> {
    let (init, its_init) = packets::pair().map_err(failed(Step::Spawn, "room"))?;
    let targets = plan.mounts.iter().map(|mount| mount.target.clone()).collect();
    let mut beside = vec![its_init.as_fd()];
    beside.extend(opened.iter().map(AsFd::as_fd));
    let order = MakerOrder::Make { targets, network: plan.network };
    let handle = ask(maker, &order, &beside)?.descriptors.into_iter().next().ok_or_else(image_gone)?;
    drop(its_init);
    heard(&init)?;
    Ok((handle, init))
}

/// Hears an answer. Whoever is silent for too long is given up: a late answer would be taken for that to the next question.
fn answer(socket: &OwnedFd) -> io::Result<Option<Packet>> {
    packets::receive_within(socket, SILENCE).inspect_err(|_| {
        let _ = rustix::net::shutdown(socket, rustix::net::Shutdown::Both);
    })
}

/// Asks a maker and hears its answer.
fn ask(maker: &OwnedFd, order: &MakerOrder, beside: &[BorrowedFd<'_>]) -> Result<Packet, StepFailure> {
    let text = serde_json::to_vec(order).map_err(|_| failed(Step::Spawn, "order")(Errno::INVAL))?;
    packets::send(maker, &text, beside).map_err(failed(Step::Spawn, "maker"))?;
    heard(maker)
}

fn heard(maker: &OwnedFd) -> Result<Packet, StepFailure> {
    let gone = || failed(Step::Spawn, "maker")(Errno::PIPE);
    let packet = answer(maker).map_err(failed(Step::Spawn, "maker"))?.ok_or_else(gone)?;
    match serde_json::from_slice(&packet.bytes) {
        Ok(MakerAnswer::Done) => Ok(packet),
        Ok(MakerAnswer::Failed(failure)) => Err(failure),
        Err(_) => Err(gone()),
    }
}

/// Has an image fork a room; the answer is the image's number for it. Ends of other rooms may be told in between.
fn fork_room(
    control: &OwnedFd,
    script: &[u8],
    beside: &[BorrowedFd<'_>],
    ends: &mut Vec<(i64, Status)>,
) -> Result<i64, StepFailure> {
    let broken = |object: &str| failed(Step::Image, object.to_owned())(Errno::PIPE);
    packets::send(control, script, beside).map_err(failed(Step::Image, "image"))?;
    loop {
        let packet = answer(control).map_err(failed(Step::Image, "image"))?;
        let packet = packet.ok_or_else(|| broken("image"))?;
        match said(&packet) {
            Said::Forked(number) => return Ok(number),
            Said::Ended(number, status) => ends.push((number, status)),
            Said::Other => return Err(broken(&String::from_utf8_lossy(&packet.bytes))),
        }
    }
}

/// Waits until a new room has sealed itself; who says so is known by the kernel's word.
fn sealed(socket: &OwnedFd) -> Result<Pid, StepFailure> {
    let packet = packets::receive_within(socket, SILENCE).map_err(failed(Step::Image, "room"))?;
    let packet = packet.ok_or(Errno::PIPE).map_err(failed(Step::Image, "room"))?;
    match (packet.bytes.as_slice(), packet.sender) {
        (b"sealed", Some(pid)) => Ok(pid),
        (said, _) => Err(failed(Step::Image, String::from_utf8_lossy(said))(Errno::PERM)),
    }
}

fn discard(mut room: Room) {
    room.watched.kill(Outcome::StoppedByHost);
    wait_for_end(&room.watched.pidfd);
    room.watched.finish();
}

/// A killed init is gone within moments; its control groups can be removed only then.
fn wait_for_end(pidfd: &OwnedFd) {
    let timeout = Timespec { tv_sec: 2, tv_nsec: 0 };
    let _ = poll(&mut [PollFd::new(pidfd, PollFlags::IN)], Some(&timeout));
}

/// The library that images load, as a file that exists in memory only.
fn entry_library() -> io::Result<OwnedFd> {
    let file = rustix::fs::memfd_create("entry", rustix::fs::MemfdFlags::CLOEXEC)?;
    let mut library = File::from(file);
    io::Write::write_all(&mut library, crate::ENTRY_LIBRARY)?;
    Ok(library.into())
}
